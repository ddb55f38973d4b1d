"""The expectations: kept on the sample, broken by every planted fault, silent about values, and never a reason to trust what was not judged."""

import csv
import io
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from python_checks.expectations import beside
from python_checks.expectations.__main__ import CATALOGUE, catalogue
from python_checks.expectations.gather import READ
from python_checks.expectations.suites import SUITES
from python_checks.expectations.tables import tables_of
from python_checks.tests.expectation_book import HANDED_OVER, RELEASED, Book, Row
from python_checks.tests.expectation_faults import FAULTS, Fault
from python_checks.tests.house import COMPANY, copied_build
from python_checks.tests.manifest import PROJECT, models
from python_checks.tests.workspace import dbt, make_workspace, released, run

CANARY = "Fenna Canary fenna.canary@example.org +44 20 7946 0958"
PROMISES = [(suite, promise) for suite in SUITES for promise in suite.promises]
MAY_BE_EMPTY = {
    "raw_billing__subscriptions": {"seats"},
    "raw_crm__accounts": {"employee_count", "seats", "currency", "created_at"},
    "raw_crm__activities": {"participants"},
    "raw_crm__opportunities": {"amount", "currency"},
    "raw_social__mentions": {"language"},
    "raw_support__messages": {"language"},
    "raw_support__tickets": {"reopened_count", "csat"},
    "raw_survey__responses": {"score", "responded_at"},
    "raw_usage__events": {"least_quantity"},
}
"""Columns of accepted rows that say nothing when they are empty, and are judged only where they speak."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_workspace(tmp_path_factory.mktemp("expectations"))
    first = run(made, "build")
    assert first.returncode == 0, first.stdout
    assert "great_expectations" not in first.stdout
    return made


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The build of the sample that the tests begin with, copied."""
    made = Book(copied_build(tmp_path_factory.mktemp("book") / "house") / f"build/{COMPANY}.duckdb")
    yield made
    made.session.close()


def keys(rows: list[Row]) -> set[tuple[str, str, str]]:
    return {(row["suite"], row["expectation"], row["column_name"]) for row in rows}


def of(rows: list[Row], status: str) -> set[tuple[str, str, str]]:
    return keys([row for row in rows if row["status"] == status])


def test_every_promise_is_kept_on_the_sample(book: Book) -> None:
    rows = book.judge()
    assert [row for row in rows if row["status"] != "passed"] == []
    assert len(rows) == len(keys(rows)) == len(PROMISES)
    assert book.judge() == rows


def test_a_first_release_has_nothing_to_be_compared_with(book: Book) -> None:
    rows = book.judge({RELEASED: "from {table} limit 0"}, "published_against_the_last_release")
    assert {row["status"] for row in rows} == {"not_evaluated"}
    assert {row["observed"] for row in rows} == {"not evaluated: there is no release to compare with"}
    assert {row["is_success"] for row in rows} == {None}


def test_other_rules_are_not_compared_with_those_of_the_last_release(book: Book) -> None:
    rows = book.judge({RELEASED: "select * replace ('others' as rules_hash) from {table}"}, "published_against_the_last_release")
    assert {row["status"] for row in rows} == {"not_evaluated"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.suite}-{fault.expectation}-{fault.column}".replace(" ", ""))
def test_a_planted_fault_is_noticed(book: Book, fault: Fault) -> None:
    rows = book.judge({fault.table: fault.change}, fault.suite)
    broken = [row for row in rows if (row["expectation"], row["column_name"]) == (fault.expectation, fault.column)]
    assert [(row["status"], row["severity"], row["is_success"]) for row in broken] == [("failed", fault.severity, False)], broken
    assert "could not be evaluated" not in broken[0]["observed"]
    assert broken[0]["remedy"]
    assert broken[0]["owner_name"]


def test_every_suite_and_every_kind_of_expectation_is_shown_to_fail() -> None:
    assert {fault.suite for fault in FAULTS} == {suite.name for suite in SUITES}
    assert {promise.expectation for _, promise in PROMISES} - {fault.expectation for fault in FAULTS} == set()


def test_no_value_of_a_row_is_in_the_results_or_on_the_screen(book: Book, capfd: pytest.CaptureFixture[str]) -> None:
    changes = {}
    for name in HANDED_OVER:
        if name.startswith(("stg_crm", "stg_bill", "stg_su", "stg_so", "stg_ma", "base_", "fct_")):
            described = book.session.execute(f"describe {book.places[name]}").fetchall()
            texts = [column for column, kind, *_ in described if kind == "VARCHAR" and column not in ("source_relation", "record_hash", "reject_reason")]
            changes[name] = "select * replace (" + ", ".join(f"'{CANARY}' as \"{column}\"" for column in texts) + ") from {table}"
    rows = book.judge(changes)
    said = "".join(capfd.readouterr())
    written = " ".join(str(value) for row in rows for value in row.values())
    assert len(of(rows, "failed")) > 30
    for part in ("Canary", "canary@", "7946"):
        assert part not in written + said


def test_a_promise_that_cannot_be_judged_fails_and_names_no_value(book: Book) -> None:
    rows = book.judge({"stg_crm__contacts": "select * exclude (role) from {table}"}, "raw_crm__contacts")
    lost = [row for row in rows if row["column_name"] == "role"]
    assert {row["status"] for row in lost} == {"failed"}
    assert all(row["observed"].startswith("could not be evaluated (BinderException)") for row in lost)


def test_a_switched_off_source_is_not_evaluated(book: Book) -> None:
    off = "select * replace (is_on and source_name <> 'survey' as is_on, is_landed and source_name <> 'survey' as is_landed) from {table}"
    rows = book.judge({"preflight": off, "stg_survey__responses": "from {table} limit 0"}, "raw_survey__responses")
    assert {row["observed"] for row in rows} == {"not evaluated: the source is switched off"}


def test_a_promise_about_values_is_not_kept_by_there_being_none(book: Book) -> None:
    rows = book.judge({"stg_crm__score_overrides": "from {table} limit 0"}, "raw_crm__score_overrides")
    assert {row["status"] for row in rows if row["column_name"] not in ("column_name", "landed_rows", "reject_share")} == {"passed", "not_evaluated"}
    assert {row["expectation"] for row in rows if row["status"] == "passed" and row["column_name"] == "value"} == {"expect_column_values_to_not_be_null"}


def test_without_the_package_nothing_is_evaluated(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "great_expectations", None)
    rows = book.judge()
    assert {row["observed"] for row in rows} == {"not evaluated: Great Expectations is not installed"}
    assert len(rows) == len(PROMISES)


@pytest.mark.long
def test_the_process_beside_dbt_says_what_is_said_here(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = {"stg_crm__contacts": "select * exclude (role) from {table}"}
    here = book.judge(fault)
    monkeypatch.setattr(beside, "_is_here", lambda: False)
    beside.get_ready()
    [process] = beside._ready
    there = book.judge(fault)
    observed = {row["observed"] for row in here} ^ {row["observed"] for row in there}
    assert all(re.search("could not be evaluated", text) for text in observed)
    assert [row | {"observed": ""} for row in there] == [row | {"observed": ""} for row in here]
    assert process.wait(timeout=60) == 0


@pytest.mark.long
def test_where_the_process_beside_dbt_died_the_promises_are_judged_here(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_is_here", lambda: False)
    beside.get_ready()
    beside._ready[0].kill()
    assert {row["status"] for row in book.judge()} == {"passed"}


@pytest.mark.long
def test_the_process_beside_dbt_ends_with_the_build() -> None:
    starts = "from python_checks.expectations import beside; beside.get_ready(); print(beside._ready[0].pid)"
    pid = subprocess.run([sys.executable, "-c", starts], cwd=PROJECT, capture_output=True, text=True, check=True).stdout.strip()
    until = time.monotonic() + 60
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.2)
    assert not is_running(pid)


def is_running(pid: str) -> bool:
    """A process that ended and was not waited for (state Z) does not run."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"


def test_the_catalogue_lists_the_promises_of_the_suites() -> None:
    written = (PROJECT / CATALOGUE).read_text(encoding="utf-8")
    assert written == catalogue(), "call python -m python_checks.expectations"
    listed = [(row["suite"], row["expectation"], row["column_name"]) for row in csv.DictReader(io.StringIO(written))]
    assert len(listed) == len(set(listed))


def test_the_model_hands_over_what_the_suites_read() -> None:
    read = {name for suite in SUITES for part in suite.parts for name in tables_of(part.query)} | set(READ)
    assert read == HANDED_OVER


def test_the_suites_read_what_quality_may_read() -> None:
    model = next(node for node in models().values() if node["name"] == "expectation_results")
    assert model["original_file_path"].startswith("models/quality/")
    assert not any(name.startswith(("raw_", "int_")) for name in HANDED_OVER)


def test_a_range_is_paired_with_completeness() -> None:
    """An expectation about values passes where there are none."""
    ranged = {"expect_column_values_to_be_between", "expect_column_values_to_be_in_set", "expect_column_values_to_match_regex"}
    lonely = [
        f"{suite.name}.{promise.column}"
        for suite, promise in PROMISES
        if promise.expectation in ranged
        and suite.name.startswith("raw_")
        and not promise.column.startswith(("has_", "landed_", "reject_"))
        and promise.column not in {each.column for each in suite.promises if each.expectation == "expect_column_values_to_not_be_null"}
        and promise.column not in MAY_BE_EMPTY.get(suite.name, set())
    ]
    assert lonely == []


def test_the_list_of_what_is_not_evaluated_reads_nothing_of_the_environment() -> None:
    """dbt parses a file again when its environment changes, and would take the enabled file of the same name for it."""
    text = (PROJECT / "models/quality/expectations/not_evaluated/expectation_results.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"\{\{ (\w+)", text)) == {"ref", "this_run", "type_text"}


@pytest.mark.long
def test_a_broken_critical_promise_blocks_the_release(workspace: Path) -> None:
    """Amounts land in a hundredth of the unit they had: nothing else in the build notices."""
    before = released(workspace)
    seed = workspace / "seeds/sample/raw_billing__subscriptions.csv"
    text = seed.read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    with seed.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([{**row, "mrr": _in_hundredths(row["mrr"])} for row in rows])
    blocked = run(workspace, "build")
    seed.write_text(text, encoding="utf-8")
    assert blocked.returncode == 3, blocked.stdout
    assert "expectations_failed" in blocked.stdout
    assert "published_against_the_last_release.expect_column_sum_to_be_between.arr" in blocked.stdout
    assert released(workspace) == before


@pytest.mark.long
def test_switched_off_the_same_promises_are_listed_and_not_said_to_be_kept(workspace: Path) -> None:
    select = ["build", "--select", "expectation_catalogue", "expectation_results", "--exclude-resource-type", "unit_test"]
    for switch, arguments in (({"HEALTH_EXPECTATIONS": "off"}, []), ({}, ["--vars", "{run_expectations: false}"])):
        built = dbt(workspace, *select, *arguments, **switch)
        assert built.returncode == 0, built.stdout
        with duckdb.connect(str(workspace / "build/sample.duckdb"), read_only=True) as connection:
            found = connection.execute("select suite, expectation, column_name, status, observed from quality.expectation_results").fetchall()
        assert {row[:3] for row in found} == {(suite.name, promise.expectation, promise.column) for suite, promise in PROMISES}
        assert {row[3] for row in found} == {"not_evaluated"}
        assert all("switched off" in row[4] for row in found)


def _in_hundredths(amount: str) -> str:
    try:
        return f"{float(amount) * 100:.2f}"
    except ValueError:
        return amount
