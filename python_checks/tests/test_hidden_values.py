"""What dbt wrote about a cast that failed keeps no value of the data."""

import json
from pathlib import Path

from python_checks.exit_map import NodeResult
from python_checks.hidden_values import INSTEAD, hide_values
from python_checks.tests.conftest import write

MESSAGE = "Runtime Error in model x (models/x.sql)\n  Conversion Error: Could not convert string 'Ada \"Ada\" \\\n  Lovelace, 0171 555' to INT32"


def test_log_and_results_of_a_failed_cast_lose_the_value_and_keep_the_rest(tmp_path: Path) -> None:
    log = write(tmp_path / "logs/dbt.log", f"12:00 Failure in model x\n12:00   {MESSAGE}\n12:01 Done.\n")
    results = write(tmp_path / "target/run_results.json", json.dumps({"results": [{"message": MESSAGE}, {"message": "OK"}]}))
    hide_values([NodeResult("model", "x", "models/x.sql", "error", MESSAGE)], tmp_path)
    for path in (log, results):
        text = path.read_text()
        assert INSTEAD in text
        assert not [word for word in ("Ada", "Lovelace", "0171") if word in text]
    assert "Failure in model x" in log.read_text()
    assert json.loads(results.read_text())["results"][1] == {"message": "OK"}


def test_other_errors_are_kept_as_they_are(tmp_path: Path) -> None:
    log = write(tmp_path / "logs/dbt.log", "Binder Error: no column x")
    hide_values([NodeResult("model", "x", "models/x.sql", "error", "Binder Error: no column x")], tmp_path)
    assert log.read_text() == "Binder Error: no column x"
