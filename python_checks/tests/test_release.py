"""Releases on disk: complete or absent, kept, repeated, rolled back, killed."""

import hashlib
import json
import random
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from python_checks.exits import Exit
from python_checks.problems import InputError
from python_checks.project import ROOT
from python_checks.release import publish_release
from python_checks.release_store import ReleaseStore
from python_checks.rollback import run_rollback

COLUMNS = ["release_id", "as_of_date", "content_hash", "accounts", "scored_accounts", "model_versions", "is_current"]


@pytest.fixture(autouse=True)
def _company(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_COMPANY", "acme")


def publish(root: Path, release_id: str, keep: int = 10) -> list[tuple[Any, ...]]:
    """Publishes a small release; returns the rows that the dbt model would hold, without the release time."""
    session = duckdb.connect()
    candidate = session.sql(
        f"select '{release_id}' as release_id, date '2026-06-30' as as_of_date, 'abc' as content_hash, 3 as accounts, 2 as scored_accounts, "
        "'2026.1' as model_versions"
    )
    tables = {
        "published.account_health_v1": session.sql(
            "select 'A-' || i as account_id, cast(i as decimal(18, 2)) as arr from range(3000, 0, -1) as t(i)"
        ),
        "quality.source_scorecard": session.sql("select 'crm' as source_name, sum(i) as rejected_rows from range(10) as t(i)"),
    }
    rows: list[tuple[Any, ...]] = publish_release(session, candidate, tables, keep, root).project(", ".join(COLUMNS)).fetchall()
    return rows


def assert_complete(folder: Path) -> None:
    """The release holds every file that its manifest names, byte for byte, and a database that opens."""
    manifest = json.loads((folder / "manifest.json").read_text())
    for table in manifest["tables"].values():
        assert hashlib.sha256((folder / table["file"]).read_bytes()).hexdigest() == table["sha256"]
    with duckdb.connect(str(folder / "health.duckdb"), read_only=True) as connection:
        for name, table in manifest["tables"].items():
            assert connection.execute(f"select count(*) from {name}").fetchall() == [(table["rows"],)]


def test_a_release_is_a_database_parquet_files_and_a_manifest(tmp_path: Path) -> None:
    assert publish(tmp_path, "2026-06-30-aaa") == [("2026-06-30-aaa", date(2026, 6, 30), "abc", 3, 2, "2026.1", True)]
    folder = tmp_path / "releases/acme/current"
    assert_complete(folder)
    with duckdb.connect(str(folder / "health.duckdb"), read_only=True) as connection:
        assert connection.execute("select account_id, arr from published.account_health_v1 limit 2").fetchall() == [
            ("A-1", Decimal("1.00")),
            ("A-10", Decimal("10.00")),
        ]
        assert connection.execute(f"select {', '.join(COLUMNS)} from published.releases").fetchall() == [
            ("2026-06-30-aaa", date(2026, 6, 30), "abc", 3, 2, "2026.1", True)
        ]
        assert connection.execute("select rejected_rows, typeof(rejected_rows) from quality.source_scorecard").fetchall() == [(45, "BIGINT")]
    assert sorted(path.name for path in folder.resolve().rglob("*.parquet")) == [
        "account_health_v1.parquet",
        "releases.parquet",
        "source_scorecard.parquet",
    ]


def test_equal_content_gives_equal_bytes(tmp_path: Path) -> None:
    publish(tmp_path / "one", "r-1")
    publish(tmp_path / "two", "r-1")
    found = [(tmp_path / run / "releases/acme/r-1/published/account_health_v1.parquet").read_bytes() for run in ("one", "two")]
    assert found[0] == found[1]


def test_the_same_release_again_is_kept_as_it_is(tmp_path: Path) -> None:
    publish(tmp_path, "r-1")
    manifest = tmp_path / "releases/acme/r-1/manifest.json"
    before = manifest.stat().st_mtime_ns
    publish(tmp_path, "r-2")
    assert [(row[0], row[-1]) for row in publish(tmp_path, "r-1")] == [("r-2", False), ("r-1", True)]
    assert manifest.stat().st_mtime_ns == before
    assert ReleaseStore(tmp_path / "releases/acme").current() == "r-1"


def test_old_releases_leave_but_never_the_current_one(tmp_path: Path) -> None:
    for number in range(5):
        publish(tmp_path, f"r-{number}", keep=3)
    store = ReleaseStore(tmp_path / "releases/acme")
    assert [release.release_id for release in store.kept()] == ["r-4", "r-3", "r-2"]
    store.point_to("r-2")
    store.retire(1)
    assert [release.release_id for release in store.kept()] == ["r-4", "r-2"]


def test_leftovers_of_a_killed_run_are_cleaned(tmp_path: Path) -> None:
    publish(tmp_path, "r-1")
    folder = tmp_path / "releases/acme"
    (folder / ".tmp-r-2/published").mkdir(parents=True)
    (folder / ".tmp-current").symlink_to("r-2")
    publish(tmp_path, "r-2")
    assert sorted(path.name for path in folder.iterdir()) == [".lock", "current", "r-1", "r-2"]
    assert_complete(folder / "current")


def test_a_release_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    publish(tmp_path, "r-1")
    session = duckdb.connect()
    candidate = session.sql(
        "select 'r-2' as release_id, date '2026-06-30' as as_of_date, 'x' as content_hash, 1 as accounts, 1 as scored_accounts, 'v' as model_versions"
    )
    broken = session.sql("select case when i > 1000 then error('disk') else i end as n from range(5000) as t(i)")
    with pytest.raises(duckdb.Error):
        publish_release(session, candidate, {"published.account_health_v1": broken}, 10, tmp_path)
    assert ReleaseStore(tmp_path / "releases/acme").current() == "r-1"
    assert_complete(tmp_path / "releases/acme/current")


def test_a_release_id_cannot_leave_its_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="release id"):
        publish(tmp_path, "../elsewhere")


LOOP = """
import sys; from pathlib import Path; from python_checks.tests.test_release import publish
number = int(sys.argv[2])
while True: publish(Path(sys.argv[1]), f"r-{number}", keep=2); number += 1
"""


def test_a_kill_at_any_moment_leaves_a_complete_release(tmp_path: Path) -> None:
    publish(tmp_path, "r-0")
    store = ReleaseStore(tmp_path / "releases/acme")
    for number in range(1, 9):
        with subprocess.Popen([sys.executable, "-c", LOOP, str(tmp_path), str(number * 1000)], cwd=ROOT) as process:
            time.sleep(0.5 + random.random())
            process.kill()
        assert_complete(store.folder / "current")
        for release in store.kept():
            assert_complete(store.folder / release.release_id)
    publish(tmp_path, "r-last")
    assert store.current() == "r-last"
    assert not list(store.folder.glob(".tmp-*"))


def test_rollback_goes_to_the_release_before_and_is_written_down(tmp_path: Path) -> None:
    for number in range(3):
        publish(tmp_path, f"r-{number}")
    store = ReleaseStore(tmp_path / "releases/acme")
    assert run_rollback(None, None, tmp_path) is Exit.DONE
    assert store.current() == "r-1"
    assert run_rollback("r-2", "acme", tmp_path) is Exit.DONE
    assert store.current() == "r-2"
    lines = (store.folder / "rollbacks.csv").read_text().splitlines()
    assert lines[0] == "rolled_back_at,from_release,to_release"
    assert [line.split(",")[1:] for line in lines[1:]] == [["r-2", "r-1"], ["r-1", "r-2"]]


def test_rollback_names_what_is_kept(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no release of acme yet"):
        run_rollback(None, None, tmp_path)
    publish(tmp_path, "r-0")
    with pytest.raises(InputError, match=r"There is no kept release before r-0. Kept are r-0."):
        run_rollback(None, None, tmp_path)
    with pytest.raises(InputError, match=r'There is no kept release "r-O". Did you mean "r-0"\? Kept are r-0.'):
        run_rollback("r-O", None, tmp_path)
    with pytest.raises(InputError, match="Readers already see r-0"):
        run_rollback("r-0", None, tmp_path)
    assert not (tmp_path / "releases/acme/rollbacks.csv").exists()
