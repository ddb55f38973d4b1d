"""What CONTRIBUTING.md promises, followed step by step: change a weight, add a measure, and what was published stays published."""

import csv
from pathlib import Path

import duckdb
import pytest

from python_checks.tests.workspace import make_workspace, query, released, run

pytestmark = pytest.mark.long

NEW_MEASURE_SQL = """with spine as (
    select * from {{ ref('int_account_spine') }}
),

tickets as (
    select * from {{ ref('stg_support__tickets') }}
),

source_clock as (
    select * from {{ ref('int_source_clock') }}
),

counted as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as ticket_count
    from spine
    inner join tickets
        on
            spine.account_id = tickets.account_id
            and {{ within_last_days('cast(tickets.created_at as date)', 'spine.as_of_date', 30) }}
    group by
        spine.account_id,
        spine.as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'tickets_30d' as measure_key,

        cast(coalesce(counted.ticket_count, 0) as decimal(28, 10)) as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(counted.ticket_count, 0) as integer) as sample_size
    from spine
    left join counted
        on
            spine.account_id = counted.account_id
            and spine.as_of_date = counted.as_of_date
    left join source_clock
        on
            spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'support.tickets'
)

select * from final
"""


class Seed:
    """One CSV of the rulebook in a workspace, as rows of text."""

    def __init__(self, workspace: Path, name: str) -> None:
        self.path = workspace / "seeds" / "scoring" / f"{name}.csv"
        with self.path.open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))

    def set(self, changes: dict[str, str], **where: str) -> "Seed":
        """Change cells of every row that matches; there must be one."""
        found = [row for row in self.rows if all(row[key] == value for key, value in where.items())]
        assert found, where
        for row in found:
            row.update(changes)
        return self

    def add(self, **row: str) -> "Seed":
        """Append a row."""
        self.rows.append({key: row.get(key, "") for key in self.rows[0]})
        return self

    def save(self) -> None:
        """Write the file back."""
        with self.path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, self.rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one release of the sample."""
    workspace = make_workspace(tmp_path_factory.mktemp("life"))
    built = run(workspace, "build")
    assert built.returncode == 0, built.stdout
    return workspace


def test_a_published_version_cannot_be_changed(company: Path) -> None:
    seed, before = Seed(company, "factor_weights"), released(company)
    text = seed.path.read_text(encoding="utf-8")
    seed.set({"weight": "0.30"}, model_version="2026.1", scorecard_key="default", factor_key="adoption")
    seed.set({"weight": "0.20"}, model_version="2026.1", scorecard_key="default", factor_key="sentiment").save()
    built = run(company, "build")
    seed.path.write_text(text, encoding="utf-8")
    assert built.returncode == 2, built.stdout
    assert "new-version" in built.stdout
    assert "2026.1" in built.stdout
    assert released(company) == before


def test_a_weight_that_breaks_the_sum_is_said_with_file_and_row(company: Path) -> None:
    seed = Seed(company, "factor_weights")
    text = seed.path.read_text(encoding="utf-8")
    seed.set({"weight": "0.40"}, model_version="2026.2", scorecard_key="default", factor_key="adoption").save()
    built = run(company, "build")
    seed.path.write_text(text, encoding="utf-8")
    assert built.returncode == 2, built.stdout
    assert "seeds/scoring/factor_weights.csv" in built.stdout
    assert "scorecard_key=default" in built.stdout


def change_the_rules(workspace: Path) -> None:
    """A new champion from 6 July on: less adoption, more sentiment, and one measure more in support."""
    made = run(workspace, "new-version", "2026.3", "--from", "2026.1")
    assert made.returncode == 0, made.stdout
    weights = Seed(workspace, "factor_weights")
    weights.set({"weight": "0.25"}, model_version="2026.3", scorecard_key="default", factor_key="adoption")
    weights.set({"weight": "0.25"}, model_version="2026.3", scorecard_key="default", factor_key="sentiment").save()
    versions = Seed(workspace, "scoring_models")
    versions.set({"valid_to": "2026-07-06", "status": "retired"}, model_version="2026.1")
    versions.set(
        {"valid_from": "2026-07-06", "status": "champion", "change_note": "More weight on what customers say.", "expected_effect": "Complaints show earlier."},
        model_version="2026.3",
    ).save()
    approvals = Seed(workspace, "model_approvals")
    for function in ("customer_success", "finance", "product"):
        approvals.add(model_version="2026.3", function=function, approved_by=f"Head of {function}", approved_on="2026-07-01")
    approvals.save()


def add_a_measure(workspace: Path) -> None:
    """The touches of CONTRIBUTING.md, `Add a measure`."""
    measures = workspace / "models/intermediate/measures"
    (measures / "support/int_measure__tickets_30d.sql").write_text(NEW_MEASURE_SQL, encoding="utf-8")
    grain = "One row per scored account and as-of date, with the tickets of the last 30 days."
    twin = f"version: 2\n\nmodels:\n  - name: int_measure__tickets_30d\n    description: {grain}\n"
    (measures / "support/int_measure__tickets_30d.yml").write_text(twin, encoding="utf-8")
    union = measures / "int_measured_values.sql"
    line = "    select * from {{ ref('int_measure__urgent_open_tickets') }}\n"
    text = union.read_text(encoding="utf-8")
    assert line in text
    union.write_text(text.replace(line, f"{line}    union all\n    select * from {{{{ ref('int_measure__tickets_30d') }}}}\n"), encoding="utf-8")
    Seed(workspace, "measures").add(
        measure_key="tickets_30d", factor_key="support", measure_name="Tickets", question="How often do they ask for help?", unit="tickets",
        nothing_found="zero", needs_seats="false", min_tenure_days="0", owner="Support",
    ).save()  # fmt: skip
    Seed(workspace, "measure_requirements").add(measure_key="tickets_30d", requirement_group="1", source_name="support", table_name="tickets").save()
    Seed(workspace, "measure_rules").add(
        model_version="2026.3", measure_key="tickets_30d", basis="absolute", validity_days="60", missing_policy="redistribute", curve_shape="decreasing"
    ).save()
    curves = Seed(workspace, "curves")
    curves.add(model_version="2026.3", scorecard_key="default", measure_key="tickets_30d", point_order="1", x="0", y="100")
    curves.add(model_version="2026.3", scorecard_key="default", measure_key="tickets_30d", point_order="2", x="10", y="0").save()
    weights = Seed(workspace, "measure_weights")
    weights.set({"weight": "0.30"}, model_version="2026.3", measure_key="tickets_per_10_seats_90d")
    weights.add(model_version="2026.3", scorecard_key="default", measure_key="tickets_30d", weight="0.10").save()


def mark_an_event(workspace: Path) -> None:
    """Something that an event of a day in May goes on saying for as long as nobody reads that day again."""
    first = "(select min(event_id) from staging.base_usage__events where landed_on = '2026-05-20' and reject_reason is null)"
    with duckdb.connect(str(workspace / "build/sample.duckdb")) as connection:
        connection.execute(f"update staging.base_usage__events set line_key = 'marked' where event_id = {first}")


def is_marked(workspace: Path) -> bool:
    with duckdb.connect(str(workspace / "build/sample.duckdb"), read_only=True) as connection:
        return connection.execute("select count(*) from staging.base_usage__events where line_key = 'marked'").fetchone() == (1,)


def test_a_new_version_with_another_weight_and_measure_judges_from_its_date_on(company: Path) -> None:
    history = "select account_id, objective_key, as_of_date, health_score_exact, published_release from published.account_health_history_v1"
    before = set(query(company, history))
    change_the_rules(company)
    add_a_measure(company)
    mark_an_event(company)
    built = run(company, "build", "--as-of", "2026-07-07")
    assert built.returncode == 0, built.stdout
    assert is_marked(company), "no other rule reads the events of a day again"
    assert query(company, "select distinct model_version from published.account_health") == [("2026.3",)]
    drivers = query(company, "select count(*), count(contribution) from published.account_health_drivers_v1 where measure_key = 'tickets_30d'")
    assert int(str(drivers[0][0])) > 50
    assert int(str(drivers[0][1])) > 50
    after = set(query(company, history))
    assert before <= after, "what was published for a date never changes"
    assert {row[2] for row in after} - {row[2] for row in before}, "the new date joins the history"


def test_the_history_survives_a_deleted_build_file(company: Path) -> None:
    before = released(company)
    (company / "build/sample.duckdb").unlink()
    built = run(company, "build", "--as-of", "2026-07-07")
    assert built.returncode == 0, built.stdout
    assert "no new data" in built.stdout
    assert released(company) == before


def test_after_a_rollback_readers_see_the_older_release_and_the_next_build_starts_from_it(company: Path) -> None:
    newest = released(company)["current"]
    back = run(company, "rollback")
    assert back.returncode == 0, back.stdout
    assert released(company)["current"] != newest
    dates = query(company, "select max(as_of_date) from published.account_health_history_v1")
    assert str(dates[0][0]) == "2026-06-30"
    built = run(company, "build", "--as-of", "2026-06-30")
    assert built.returncode == 0, built.stdout


def test_an_as_of_date_before_the_last_release_is_blocked(company: Path) -> None:
    before = released(company)
    built = run(company, "build", "--as-of", "2026-06-01")
    assert built.returncode == 3, built.stdout
    assert "as_of_backwards" in built.stdout
    assert released(company) == before
