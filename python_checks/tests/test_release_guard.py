"""Nothing but a whole, tested `dbt build` shows a reader a new row."""

from pathlib import Path

import duckdb
import pytest

from python_checks.tests.workspace import dbt, make_workspace, released, run

pytestmark = pytest.mark.long

SHORTCUTS = {
    "dbt run": ["run"],
    "only the published models": ["build", "--select", "path:models/published"],
    "an empty build": ["build", "--empty", "--exclude-resource-type", "test", "unit_test"],
    "a build without data tests": ["build", "--exclude-resource-type", "test", "unit_test"],
    "a build that leaves one test out": ["build", "--exclude-resource-type", "unit_test", "--exclude", "every_gate_rule_passed"],
}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one release and, since then, a changed input that would give other scores."""
    workspace = make_workspace(tmp_path_factory.mktemp("guard"))
    first = run(workspace, "build")
    assert first.returncode == 0, first.stdout
    invoices = workspace / "seeds/sample/raw_billing__invoices.csv"
    invoices.write_text(invoices.read_text(encoding="utf-8").replace(",paid,", ",open,"), encoding="utf-8")
    return workspace


def published_rows(workspace: Path) -> list[tuple[object, ...]]:
    """Every row of the published tables in the build file."""
    with duckdb.connect(str(workspace / "build/sample.duckdb"), read_only=True) as connection:
        return connection.execute("select account_id, health_score_exact from published.account_health_v1 order by 1").fetchall()


@pytest.mark.parametrize("shortcut", sorted(SHORTCUTS))
def test_cannot_publish_untested_rows_by(changed: Path, shortcut: str) -> None:
    before, rows = released(changed), published_rows(changed)
    attempt = dbt(changed, *SHORTCUTS[shortcut])
    assert attempt.returncode != 0
    assert "Release guard: nothing is published" in attempt.stdout
    assert released(changed) == before
    assert published_rows(changed) == rows


def test_cannot_publish_untested_rows_by_retrying_a_blocked_build(changed: Path) -> None:
    before, rows = released(changed), published_rows(changed)
    limits = changed / "seeds/reference/gate_rules.csv"
    text = limits.read_text(encoding="utf-8")
    limits.write_text(text.replace("accounts_missing,0,", "accounts_missing,-1,"), encoding="utf-8")
    blocked = run(changed, "build")
    limits.write_text(text, encoding="utf-8")
    assert blocked.returncode == 3, blocked.stdout
    assert "accounts_missing" in blocked.stdout
    assert dbt(changed, "retry").returncode != 0
    assert released(changed) == before
    assert published_rows(changed) == rows
