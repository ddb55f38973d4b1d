"""The project on input that other people wrote; skipped where that data is not beside the checkout."""

import hashlib
from pathlib import Path

import duckdb
import pytest

from python_checks.tests.workspace import SHARED_DATA, dbt, make_workspace, query, run

pytestmark = pytest.mark.long

NOVA = SHARED_DATA / "nova"
PLAYBOOK = SHARED_DATA / "mrr_playbook" / "subscription_periods.csv"
SWITCHED_OFF = (
    "usage, support, survey, social, market, billing.invoices, crm.contacts, crm.activities, crm.opportunities, crm.account_pulses, crm.score_overrides"
)


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by relative path."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def nova(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the nova landing folder has been built and released."""
    if not NOVA.exists():
        pytest.skip("../shared/data/nova is not there")
    workspace = make_workspace(tmp_path_factory.mktemp("nova"))
    before = checksums(NOVA)
    built = run(workspace, "build", "--landing", str(NOVA))
    assert built.returncode == 0, built.stdout
    assert checksums(NOVA) == before
    return workspace


def test_every_nova_account_that_pays_has_a_row(nova: Path) -> None:
    paying = duckdb.sql(
        f"select distinct account_id from read_csv('{NOVA}/billing/subscriptions.csv', all_varchar = true) "
        "where cast(mrr as double) > 0 and started_on <= '2025-02-01' and (ended_on is null or ended_on > '2025-02-01')"
    ).fetchall()
    assert {row[0] for row in query(nova, "select account_id from published.account_health", "nova")} == {row[0] for row in paying}


def test_measures_of_sources_nova_does_not_have_are_not_applicable(nova: Path) -> None:
    states = query(
        nova,
        "select distinct measure_key, state from published.account_health_drivers_v1 where measure_key in "
        "('nps_180d', 'account_team_pulse', 'days_since_meeting', 'sponsor_coverage', 'industry_outlook', 'active_user_ratio_28d')",
        "nova",
    )
    assert {state for _, state in states} == {"not_applicable"}


def test_coverage_and_bounds_of_nova_tell_what_was_not_measured(nova: Path) -> None:
    rows = query(
        nova, "select coverage, score_low, health_score, score_high from published.account_health where score_status = 'scored'", "nova"
    )
    assert rows
    assert all(float(str(low)) == float(str(high)) for coverage, low, _, high in rows if float(str(coverage)) == 1)
    assert all(float(str(low)) < float(str(high)) for coverage, low, _, high in rows if float(str(coverage)) < 1)


def land_playbook(folder: Path) -> Path:
    """The playbook's periods as a landing folder; its ended_on is exclusive, as ours is."""
    (folder / "billing").mkdir(parents=True)
    (folder / "crm").mkdir()
    periods = f"read_csv('{PLAYBOOK}', all_varchar = true)"
    duckdb.sql(
        f"copy (select subscription_id, customer_id as account_id, 'box' as product, 'box' as plan, monthly_amount as mrr, 'USD' as currency, "
        f"'' as seats, start_date as started_on, end_date as ended_on, 'active' as status from {periods}) to '{folder}/billing/subscriptions.csv' (header)"
    )
    duckdb.sql(
        f"copy (select distinct customer_id as account_id, 'Customer ' || customer_id as account_name, 'retail' as industry, 'smb' as segment, "
        f"'amer' as region, 'Nobody' as owner_name, '' as owner_email, '2017-01-01' as created_at from {periods}) to '{folder}/crm/accounts.csv' (header)"
    )
    settings = f"company: {folder.name}\nas_of_date: 2020-02-01\nreporting_currency: USD\nswitched_off: [{SWITCHED_OFF}]\n"
    (folder / "landing.yml").write_text(settings, encoding="utf-8")
    return folder


@pytest.mark.skipif(not PLAYBOOK.exists(), reason="../shared/data/mrr_playbook is not there")
def test_the_mrr_playbook_answer_is_reproduced_exactly(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "project")
    landing = land_playbook(tmp_path / "playbook")
    built = dbt(workspace, "build", "--select", "+stg_billing__subscriptions", "--exclude-resource-type", "test", "unit_test", HEALTH_LANDING=str(landing))
    assert built.returncode == 0, built.stdout
    compiled = dbt(workspace, "compile", "--select", "mrr_movements", HEALTH_LANDING=str(landing))
    assert compiled.returncode == 0, compiled.stdout
    sql = (workspace / "target/compiled/account_health/analyses/mrr_movements.sql").read_text(encoding="utf-8")
    with duckdb.connect(str(workspace / "build/playbook.duckdb"), read_only=True) as connection:
        answer = f"({sql})"
        kinds = connection.execute(f"select movement, sum(customer_months), sum(mrr_change) from {answer} group by 1").fetchall()
        months = connection.execute(
            f"select cast(month_on as varchar), sum(mrr), sum(case when movement != 'churn' then customer_months else 0 end) from {answer} group by 1"
        ).fetchall()
    assert {kind: (int(count), int(change)) for kind, count, change in kinds} == {
        "new": (55, 2295),
        "churn": (58, -2550),
        "reactivation": (3, 150),
        "upgrade": (30, 660),
        "downgrade": (27, -555),
        "none": (244, 0),
    }
    revenue = {month: (int(mrr), int(active)) for month, mrr, active in months}
    assert revenue["2019-11-01"] == (1840, 42)
    assert (revenue["2019-12-01"][0], revenue["2020-01-01"][0], revenue["2020-02-01"][0]) == (1255, 175, 0)
