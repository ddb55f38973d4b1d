"""Each rule of the gate, one injected fault at a time, against a release: blocked, named, explained, and what readers see unchanged byte for byte."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from python_checks.tests.workspace import make_workspace, query, released, run

pytestmark = pytest.mark.long

Row = dict[str, str]
EXCEPTIONS = "seeds/reference/gate_exceptions.csv"
HEADER = "rule_key,as_of_date,reason,author,expires_on\n"


def change(workspace: Path, table: str, edit: Callable[[Row], None]) -> None:
    """Every row of a sample table, edited in place."""
    path = workspace / f"seeds/sample/raw_{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        edit(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def keep(workspace: Path, table: str, is_kept: Callable[[Row], bool]) -> None:
    """Only some rows of a sample table."""
    path = workspace / f"seeds/sample/raw_{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if is_kept(row))


def money_in_cents(row: Row) -> None:
    try:
        row["mrr"] = f"{100 * float(row['mrr']):.2f}"
    except ValueError:
        return  # one of the dirty rows of the sample


def features_lost(row: Row) -> None:
    row["feature_key"] = ""


def nobody_answers(row: Row) -> None:
    row |= {"responded_at": "", "score": "", "comment": ""}


def nobody_rates(row: Row) -> None:
    row["csat"] = ""


def every_team_despairs(row: Row) -> None:
    if row["pulse"] in "12345":
        row["pulse"] = "1"


FAULTS = {
    "billing__subscriptions": money_in_cents,
    "usage__events": features_lost,
    "survey__responses": nobody_answers,
    "support__tickets": nobody_rates,
    "crm__account_pulses": every_team_despairs,
}
FOUND = {
    "coverage_drop": "nps_180d of survey.responses",
    "measure_mean_shift": "account_team_pulse of crm.account_pulses",
    "measure_shape_shift": "arr of billing.subscriptions",
    "measure_unit_change": "arr of billing.subscriptions",
    "measures_gone_silent": "feature_breadth_28d of usage.events",
}


def texts(workspace: Path) -> dict[Path, str]:
    """The files a test may edit, to be put back."""
    paths = [workspace / EXCEPTIONS, workspace / "seeds/reference/gate_rules.csv", *(workspace / "seeds/sample").glob("*.csv")]
    return {path: path.read_text(encoding="utf-8") for path in paths}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one release."""
    workspace = make_workspace(tmp_path_factory.mktemp("gate"))
    first = run(workspace, "build")
    assert first.returncode == 0, first.stdout
    return workspace


@pytest.fixture
def workspace(base: Path) -> Iterator[Path]:
    """The same, with its inputs as they were after the test."""
    before = texts(base)
    yield base
    for path, text in before.items():
        path.write_text(text, encoding="utf-8")


def test_a_measure_that_drifted_blocks_the_build_and_is_named(workspace: Path) -> None:
    before = released(workspace)
    (workspace / EXCEPTIONS).write_text(HEADER + "measure_unit_change,2026-06-30,Cents,Ana,2026-06-29\n", encoding="utf-8")
    for table, fault in FAULTS.items():
        change(workspace, table, fault)
    blocked = run(workspace, "build")
    assert blocked.returncode == 3, blocked.stdout
    assert released(workspace) == before
    with duckdb.connect(str(workspace / "build/sample.duckdb"), read_only=True) as connection:
        seen = connection.execute("select rule_key, where_seen from quality.release_gate where not is_passed").fetchall()
    assert {rule: place in (dict(seen).get(rule) or "") for rule, place in FOUND.items()} == dict.fromkeys(FOUND, True), seen
    end = f"readers see release {before['current']}, unchanged."
    assert end in blocked.stdout
    screen = blocked.stdout[blocked.stdout.index("Blocked: ") : blocked.stdout.index(end)]
    assert all(rule in screen for rule in FOUND)
    assert "An exception for measure_unit_change and 2026-06-30 expired on 2026-06-29 and is ignored" in screen
    assert "Analytics Engineering (#data-platform)" in screen
    assert len(screen.splitlines()) <= 25, screen


def test_a_reviewed_exception_lets_its_rules_pass_and_everybody_reads_of_it(workspace: Path) -> None:
    before = released(workspace)
    change(workspace, "usage__events", features_lost)
    rules = ("band_flips", "column_null_jump", "coverage_drop", "dead_trackers", "measure_mean_shift", "measure_shape_shift", "measures_gone_silent")
    rows = [f"{rule},2026-06-30,The tracker is being replaced,Ana,2026-07-05\n" for rule in rules]
    (workspace / EXCEPTIONS).write_text(HEADER + "".join(rows), encoding="utf-8")
    passed = run(workspace, "build")
    assert passed.returncode == 0, passed.stdout
    assert released(workspace) != before
    assert "excepted     measures_gone_silent: 1, at most 0; The tracker is being replaced (Ana, until 2026-07-05)" in passed.stdout
    assert ("measures_gone_silent", True, "Ana") in query(workspace, "select rule_key, is_passed, exception_author from quality.release_gate where is_excepted")


BAD_EXCEPTIONS = {
    "measures_gone_silnt,2026-06-30,Tracker,Ana,2026-07-05": "this rule is unknown",
    "reference_mismatches,2026-06-30,Rounding,Ana,2026-07-05": "this rule may not be excepted",
    "band_flips,,Tracker,Ana,2026-07-05": "as_of_date is empty",
    "band_flips,2026-06-01,,Ana,2026-06-05": "the reason is empty",
    "band_flips,2026-06-02,Tracker,,2026-06-05": "the author is empty",
    "band_flips,2026-06-03,Tracker,Ana,": "expires_on is empty",
    "band_flips,2026-06-04,Tracker,Ana,2026-06-19": "it expires more than 14 days after its as-of date",
    "accounts_lost,2026-06-04,Tracker,Ana,2026-06-18\naccounts_lost,2026-06-04,Tracker,Bo,2026-06-18": "it stands in several rows",
}


def test_an_exception_nobody_answers_for_stops_the_build_before_it_begins(workspace: Path) -> None:
    before = released(workspace)
    (workspace / EXCEPTIONS).write_text(HEADER + "\n".join(BAD_EXCEPTIONS) + "\n", encoding="utf-8")
    refused = run(workspace, "build")
    assert refused.returncode == 2, refused.stdout
    assert [problem for problem in BAD_EXCEPTIONS.values() if problem not in refused.stdout] == [], refused.stdout
    assert released(workspace) == before


def test_a_silent_feed_degrades_its_measures_until_it_is_too_old(tmp_path: Path) -> None:
    """Pulses count for 90 days, are late after 45 and too old after 120; the as-of date is 2026-06-30."""
    workspace = make_workspace(tmp_path)
    keep(workspace, "crm__account_pulses", lambda row: row["recorded_at"] < "2026-03-20")
    late = run(workspace, "build")
    assert late.returncode == 0, late.stdout
    states = "select distinct state from published.account_health_drivers_v1 where measure_key = 'account_team_pulse' and measured_value is not null"
    assert query(workspace, states) == [("stale",)]
    before = released(workspace)
    keep(workspace, "crm__account_pulses", lambda row: row["recorded_at"] < "2026-03-01")
    too_old = run(workspace, "build")
    assert too_old.returncode == 3, too_old.stdout
    assert "- sources_too_old: 1, at most 0" in too_old.stdout
    assert "crm.account_pulses 1" in too_old.stdout
    assert "days of at most 120 (Customer Success Operations, #data-customer-success)" in too_old.stdout
    assert released(workspace) == before
