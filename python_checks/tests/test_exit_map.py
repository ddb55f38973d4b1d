"""What dbt's results mean for the shell."""

from pathlib import Path

import duckdb
import pytest

from python_checks.exit_map import NodeResult, exit_of, exit_of_build
from python_checks.exits import Exit
from python_checks.failures import failure_sentences


def node(kind: str, path: str, status: str, message: str = "", **more: object) -> NodeResult:
    return NodeResult(kind=kind, name=Path(path).stem, path=path, status=status, message=message, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (node("model", "models/marts/a.sql", "success"), Exit.DONE),
        (node("test", "models/marts/a.yml", "warn"), Exit.DONE),
        (node("model", "models/marts/a.sql", "skipped"), Exit.DONE),
        (node("test", "seeds/scoring/curves.yml", "fail"), Exit.BAD_INPUT),
        (node("seed", "seeds/reference/fx_rates.csv", "error"), Exit.BAD_INPUT),
        (node("test", "tests/config/weights_sum_to_one.sql", "fail"), Exit.BAD_INPUT),
        (node("test", "tests/config/weights_sum_to_one.sql", "error"), Exit.BAD_INPUT),
        (node("model", "models/rulebook/rulebook_versions.sql", "error"), Exit.BAD_INPUT),
        (node("model", "models/staging/preflight.py", "error"), Exit.BAD_INPUT),
        (node("test", "tests/integrity/a.sql", "fail"), Exit.BLOCKED),
        (node("test", "models/marts/a.yml", "fail"), Exit.BLOCKED),
        (node("test", "tests/integrity/a.sql", "error"), Exit.FAILED),
        (node("model", "models/published/account_health_v1.sql", "error", "Release guard: nothing is published"), Exit.BLOCKED),
        (node("model", "models/published/account_health_v1.sql", "error", "contract broken"), Exit.FAILED),
        (node("model", "models/staging/crm/base_crm__accounts.sql", "error"), Exit.FAILED),
        (node("seed", "seeds/sample/raw_crm__accounts.csv", "error"), Exit.FAILED),
    ],
)
def test_each_result_asks_for_a_code(result: NodeResult, code: Exit) -> None:
    assert exit_of(result) is code


def test_the_cause_decides_over_its_consequences() -> None:
    config = node("test", "tests/config/a.sql", "fail")
    defect = node("model", "models/marts/a.sql", "error")
    gate = node("test", "tests/integrity/a.sql", "fail")
    assert exit_of_build([gate, defect, config]) is Exit.BAD_INPUT
    assert exit_of_build([gate, defect]) is Exit.FAILED
    assert exit_of_build([gate]) is Exit.BLOCKED
    assert exit_of_build([]) is Exit.DONE


@pytest.fixture
def build_file(tmp_path: Path) -> Path:
    path = tmp_path / "nova.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema test_failures")
        connection.execute("create schema quality")
        connection.execute(
            "create table test_failures.weights as select 'seeds/scoring/w.csv' as file, '2026.1/use' as row_key, "
            "'the weights sum to 1.4' as problem, 'Correct them to 1.' as remedy from range(12)"
        )
        connection.execute(
            "create table test_failures.accounts as select 'models/marts/a.sql' as file, 'account_id=ACME' as row_key, 'ACME pays 7' as problem, "
            "'Look.' as remedy, 'ACME' as account_id from range(3)"
        )
        connection.execute(
            "create table quality.check_history as select * from (values ('accounts_add_up', 'Before', '#then', 1), ('accounts_add_up', 'Now', '#now', 2)) "
            "as history (check_key, owner_name, owner_channel, run_started_at)"
        )
        connection.execute("create table test_failures.plain as select 'jane@example.com' as email from range(3)")
    return path


def test_a_rulebook_test_speaks_for_itself(build_file: Path) -> None:
    failed = node("test", "tests/config/weights.sql", "fail", failures=12, relation='"nova"."test_failures"."weights"')
    assert failure_sentences([failed], build_file) == [
        "seeds/scoring/w.csv 2026.1/use: the weights sum to 1.4. Correct them to 1.",
        "... and 2 rows more of this kind in test_failures.weights.",
    ]


def test_another_test_is_described_and_its_rows_are_not_shown(build_file: Path) -> None:
    failed = node(
        "test",
        "tests/integrity/every_email_is_gone.sql",
        "fail",
        failures=3,
        relation='"nova"."test_failures"."plain"',
        description="Published rows hold an address. It matters because they are shown.",
    )
    assert failure_sentences([failed], build_file) == [
        "Published rows hold an address (3 rows, test every_email_is_gone, rows in test_failures.plain)."
    ]


def test_rows_of_account_data_are_counted_with_their_owner_and_not_shown(build_file: Path) -> None:
    relation, said = '"nova"."test_failures"."accounts"', "Accounts differ. Look."
    failed = node("test", "tests/integrity/accounts_add_up.sql", "fail", failures=3, relation=relation, description=said)
    assert failure_sentences([failed], build_file) == [
        "Accounts differ (3 rows, test accounts_add_up, rows in test_failures.accounts, for Now #now)."
    ]


def test_what_failed_fits_on_a_screen() -> None:
    failed = [node("model", f"models/marts/m{number:02}.sql", "error", f"Runtime Error in model m\n  Binder Error: no column {number}") for number in range(30)]
    said = failure_sentences(failed, None)
    assert len(said) == 21
    assert said[-1] == "... and 10 findings more: every failed check is in quality.check_history."


def test_an_error_that_quotes_data_is_not_repeated() -> None:
    failed = node("model", "models/marts/a.sql", "error", "Runtime Error in model a\n  Conversion Error: Could not convert string 'jane' to INT32")
    assert failure_sentences([failed], None) == ["model a failed on a value it did not expect: see models/marts/a.sql and logs/dbt.log."]


def test_an_error_in_sql_is_repeated_in_one_line() -> None:
    failed = node("model", "models/marts/a.sql", "error", "Runtime Error in model a (models/marts/a.sql)\n  Binder Error: no column b\n\n  LINE 1")
    assert failure_sentences([failed], None) == ["model a failed (models/marts/a.sql): Binder Error: no column b"]


def test_the_preflight_inside_dbt_keeps_its_sentences() -> None:
    message = (
        "Runtime Error in model preflight (models/staging/preflight.py)\n  Python model failed:\n  Traceback (most recent call last):\n"
        '    File "x.py", line 9, in run_python_job\n  python_checks.problems.InputError: - crm.accounts is absent: land it.\n  - Another one.\n'
    )
    failed = node("model", "models/staging/preflight.py", "error", message)
    assert failure_sentences([failed], None) == ["crm.accounts is absent: land it.", "Another one."]
