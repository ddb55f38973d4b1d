"""What stands in the raw tables is watched: a late feed is said and degrades what it feeds; a fault of the content blocks the release and is named."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from python_checks.tests.workspace import make_workspace, query, released, run

pytestmark = pytest.mark.long

Row = dict[str, str]
PULSE_IS_STALE = "2026-03-22"
"""The last day of pulses: 100 days before the as-of date of the sample. Later than warn_after_days (45) and validity (90), not than error_after_days (120)."""
PULSE_IS_TOO_OLD = "2026-03-01"
"""The last day of pulses, 121 days before the as-of date."""


def edit(workspace: Path, table: str, change: Callable[[list[Row]], list[Row]]) -> None:
    """Rewrite a sample table ('crm.contacts') of the workspace."""
    path = workspace / "seeds/sample" / f"raw_{table.replace('.', '__')}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), list(reader.fieldnames or [])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(change(rows))


def cut_off(day: str) -> Callable[[list[Row]], list[Row]]:
    """Pulses up to a day, whatever its spelling in the dirty sample; rows that are no ISO date stay."""
    return lambda rows: [row for row in rows if not row["recorded_at"].startswith("20") or row["recorded_at"][:10] <= day]


def in_thousandths(rows: list[Row]) -> list[Row]:
    """Another unit: every quantity a thousand times larger."""
    return [row | {"quantity": f"{row['quantity']}000" if row["quantity"].isdigit() else row["quantity"]} for row in rows]


def without_a_feature_for_a_week(rows: list[Row]) -> list[Row]:
    """One feature sends nothing any more, the others go on."""
    return [row for row in rows if row["feature_key"].strip().lower() != "api" or row["occurred_at"][:10] < "2026-06-23"]


def copied(rows: list[Row]) -> list[Row]:
    """A fifth of the rows once more, under new ids."""
    return rows + [row | {"opportunity_id": f"NEW-{number}"} for number, row in enumerate(rows[100:130])]


def too_old_but_for_a_row_from_the_future(rows: list[Row]) -> list[Row]:
    """The newest pulse is 121 days old; one claims to be from 2031."""
    kept = cut_off(PULSE_IS_TOO_OLD)(rows)
    return [*kept, kept[0] | {"pulse_id": "PUL-FUTURE", "recorded_at": "2031-01-15T00:00:00Z"}]


@dataclass(frozen=True)
class Fault:
    """A change of one sample table, the rule that must see it, and the place that the rule must name."""

    table: str
    change: Callable[[list[Row]], list[Row]]
    rule_key: str
    place: str


FAULTS = [
    Fault("usage.events", in_thousandths, "column_unit_change", "usage.events.quantity (Product Analytics, #data-usage) 3.0 powers of ten"),
    Fault("crm.contacts", lambda rows: [row | {"email": ""} for row in rows], "column_null_jump", "crm.contacts.email (Revenue Operations, #data-crm) "),
    Fault("crm.activities", lambda rows: [row | {"participants": "0"} for row in rows], "dead_trackers", "crm.activities.participants ("),
    Fault("usage.events", without_a_feature_for_a_week, "dead_trackers", "usage.events.feature_key (Product Analytics, #data-usage) 1 silent"),
    Fault("crm.opportunities", copied, "copied_content", "crm.opportunities (Revenue Operations, #data-crm) "),
    Fault("social.mentions", lambda rows: rows[::2], "row_counts_out_of_band", "social.mentions 80 rows after 159"),
    Fault("crm.account_pulses", too_old_but_for_a_row_from_the_future, "sources_too_old", "crm.account_pulses 121 days of at most 120"),
]


@dataclass(frozen=True)
class Built:
    """A workspace and what `./run build` said in it."""

    workspace: Path
    exit_code: int
    said: str


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A first release of the sample whose pulses ended 100 days ago."""
    workspace = make_workspace(tmp_path_factory.mktemp("late"))
    edit(workspace, "crm.account_pulses", cut_off(PULSE_IS_STALE))
    built = run(workspace, "build")
    return Built(workspace, built.returncode, built.stdout)


@pytest.fixture(scope="module")
def faulty(first: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A copy of it, built again after every fault."""
    workspace = tmp_path_factory.mktemp("faulty") / "project"
    shutil.copytree(first.workspace, workspace, symlinks=True)
    for fault in FAULTS:
        edit(workspace, fault.table, fault.change)
    built = run(workspace, "build")
    return Built(workspace, built.returncode, built.stdout)


def test_a_late_feed_is_published_and_said_with_its_owner(first: Built) -> None:
    assert first.exit_code == 0, first.said
    assert "late         crm.account_pulses is 100 days old: ask Customer Success Operations (#data-customer-success)" in first.said
    assert query(first.workspace, "select distinct status from quality.source_scorecard order by 1") == [("fresh",), ("late",)]


def test_the_measures_of_a_late_feed_go_stale_and_cost_coverage(first: Built) -> None:
    states = query(first.workspace, "select distinct state from published.account_health_drivers_v1 where measure_key = 'account_team_pulse'")
    assert {state for (state,) in states} <= {"stale", "missing"}
    assert ("stale",) in states
    [(coverage,)] = query(first.workspace, "select max(coverage) from published.account_health_v1 where score_status = 'scored'")
    assert 0 < float(str(coverage)) < 1


def test_every_fault_of_the_content_blocks_and_readers_keep_their_release(first: Built, faulty: Built) -> None:
    assert faulty.exit_code == 3, faulty.said
    assert released(faulty.workspace) == released(first.workspace) != {}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule_key} in {fault.table}")
def test_the_rule_that_sees_a_fault_names_its_place(faulty: Built, fault: Fault) -> None:
    with duckdb.connect(str(faulty.workspace / "build/sample.duckdb"), read_only=True) as connection:
        rules = connection.execute("select rule_key, is_passed, where_seen from quality.release_gate").fetchall()
    found = {rule_key: (is_passed, where_seen) for rule_key, is_passed, where_seen in rules}
    is_passed, where_seen = found[fault.rule_key]
    assert not is_passed
    assert fault.place in where_seen
    assert fault.rule_key in faulty.said


def test_a_row_from_the_future_is_kept_out(faulty: Built) -> None:
    with duckdb.connect(str(faulty.workspace / "build/sample.duckdb"), read_only=True) as connection:
        found = connection.execute("select reject_reason from quality.quarantine where line_key = 'PUL-FUTURE'").fetchall()
    assert found == [("in_the_future",)]


def test_a_week_without_news_is_published_and_counts_nothing_against_any_column(first: Built, faulty: Built) -> None:
    """`faulty` is named so that the workspace is copied before this build changes it."""
    week_later = run(first.workspace, "build", "--as-of", "2026-07-07")
    assert week_later.returncode == 0, week_later.stdout
    assert "late         usage.events is 7 days old: ask Product Analytics (#data-usage)" in week_later.stdout
    observed = query(
        first.workspace,
        """select rule_key, observed, limit_value from quality.release_gate
        where rule_key in ('column_null_jump', 'column_unit_change', 'copied_content', 'dead_trackers')""",
    )
    shares = {str(rule_key): float(str(share)) / (float(str(limit)) or 1) for rule_key, share, limit in observed}
    # Seasons move with the as-of date, and amounts of one season are never quite those of the one before: a trace of the limit, no more.
    assert shares.pop("column_unit_change") < 0.1
    assert shares == {"column_null_jump": 0, "copied_content": 0, "dead_trackers": 0}
