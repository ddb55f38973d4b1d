"""quality.check_history holds a row for every check of every run, also where the run failed or could hardly begin."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from python_checks.tests.conftest import write
from python_checks.tests.manifest import PROJECT

COPIED = ("macros", "tests/generic", "dbt_project.yml", "profiles.yml", "models/staging/crm/_crm__sources.yml", "models/governance/groups.yml")
SEEDS = {
    "data_owners": ["owner_name,owner_channel", "Revenue Operations,#data-crm", "Analytics Engineering,#data-platform", "Finance Systems,#money"],
    "data_sources": ["source_name,table_name,owner_name,owner_channel", "crm,accounts,Revenue Operations,#data-crm-accounts"],
}
STAGED = "select 'A' as account_id, 'gold' as tier union all select 'A', 'no tier'"
MARTS = "select account_id from {{ ref('stg_crm__accounts') }}"
RELEASE_GATE = """
select rule_key, 'days' as what_is_counted, cast(observed as decimal(18, 6)) as observed, cast(1.5 as decimal(18, 6)) as limit_value, 'land it' as remedy,
    is_passed, is_excepted, '{{ invocation_id }}' as invocation_id,
    'Finance Systems' as owner_name, where_seen
from (values ('late', 2, false, false, 'crm.accounts'), ('early', 1, true, false, null), ('silent', null, false, false, null), ('known', 3, true, true, null))
    as rules (rule_key, observed, is_passed, is_excepted, where_seen)
"""
EXPECTATIONS = """
select 'usage' as suite, 'between' as expectation, 'usage.events' as table_name, 'quantity' as column_name, 'warning' as severity, 'failed' as status,
    '7 rows' as observed, 'none' as limit_text, 7 as failing_rows, 'Finance Systems' as owner_name, 'Odd.' as description, 'Ask.' as remedy,
    '{{ invocation_id }}' as invocation_id
"""
TESTS = """
models:
  - name: stg_crm__accounts
    data_tests:
      - unique_rows:
          arguments: {columns: [account_id]}
          description: "An account stands twice, it's \\"doubled\\". It counts twice.
            Keep one, with the owner's help."
    columns:
      - name: tier
        data_tests:
          - one_of:
              arguments: {allowed: [gold]}
              config: {severity: warn, meta: {owner: Finance Systems}}
              description: "A tier is unknown. Correct it."
"""
MART_TESTS = """
models:
  - name: account_names
    columns:
      - name: account_id
        data_tests:
          - filled: {description: "An account has no id. Fill it in."}
"""


class Company:
    """A small project with this one's macros and configuration, two tables, a gate and an expectation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in COPIED:
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (PROJECT / part).is_dir() else shutil.copy)(PROJECT / part, folder / part)
        (folder / "build").mkdir()
        for name, lines in SEEDS.items():
            write(folder / f"seeds/reference/{name}.csv", "\n".join(lines) + "\n")
        write(folder / "models/staging/crm/stg_crm__accounts.sql", STAGED)
        write(folder / "models/marts/account_names.sql", MARTS)
        write(folder / "models/quality/release_gate.sql", RELEASE_GATE)
        write(folder / "models/quality/expectation_results.sql", EXPECTATIONS)
        write(folder / "models/staging/crm/tests.yml", TESTS)
        write(folder / "models/marts/tests.yml", MART_TESTS)

    def call(self, *arguments: str) -> dict[str, str]:
        """dbt's word for every node, hooks too, by name."""
        options = ["--project-dir", ".", "--profiles-dir", ".", "--log-level", "none", "--log-level-file", "none"]
        outcome = dbtRunner().invoke([*arguments, *options])
        DuckDBConnectionManager.close_all_connections()
        assert outcome.exception is None, outcome.exception
        results: list[Any] = list(getattr(outcome.result, "results", []))
        return {result.node.name: str(result.status) for result in results}

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.folder / "build/sample.duckdb")) as connection:
            return connection.execute(sql).fetchall()

    def last(self, columns: str, where: str = "true") -> list[tuple[Any, ...]]:
        """Rows of the newest run, by check."""
        newest = "run_started_at = (select max(run_started_at) from quality.check_history)"
        return self.query(f"select {columns} from quality.check_history where {newest} and {where} order by check_kind, check_key")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Where a `dbt test` came first, of nothing that was built yet."""
    built = Company(tmp_path_factory.mktemp("history"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HEALTH_COMPANY", raising=False)
        patch.chdir(built.folder)
        yield built


@pytest.fixture(scope="module")
def untimely(company: Company) -> dict[str, str]:
    return company.call("test")


@pytest.fixture(scope="module")
def half_way(company: Company, untimely: dict[str, str]) -> dict[str, str]:
    """A build that a failing test stops."""
    assert untimely
    return company.call("build", "--full-refresh")


def test_a_test_before_anything_is_built_is_told_and_breaks_nothing(company: Company, untimely: dict[str, str]) -> None:
    assert untimely["account_health-on-run-end-1"] == "success"
    assert set(company.query("select status, failing_rows, stored_in from quality.check_history")) == {("error", None, None)}


def test_a_build_that_stopped_half_way_is_told_whole(company: Company, half_way: dict[str, str]) -> None:
    assert half_way["account_health-on-run-end-1"] == "success"
    columns = "check_kind, status, severity, owner_name, owner_channel, table_name, column_name, failing_rows, stored_in is not null"
    assert company.last(columns, "check_kind = 'data_test'") == [
        ("data_test", "skipped", "critical", "Analytics Engineering", "#data-platform", "account_names", "account_id", None, False),
        ("data_test", "failed", "warning", "Finance Systems", "#money", "crm.accounts", "tier", 1, True),
        ("data_test", "failed", "critical", "Revenue Operations", "#data-crm-accounts", "crm.accounts", None, 1, True),
    ]


def test_a_stored_table_is_where_the_history_says(company: Company, half_way: dict[str, str]) -> None:
    assert half_way
    for stored_in, rows in company.last("stored_in, failing_rows", "stored_in is not null"):
        assert company.query(f"select count(*) from {stored_in}") == [(rows,)]


def test_the_last_sentence_is_the_remedy(company: Company, half_way: dict[str, str]) -> None:
    assert half_way
    assert company.last("description, remedy", "description like '%doubled%'") == [
        ('An account stands twice, it\'s "doubled". It counts twice.', "Keep one, with the owner's help.")
    ]


def test_rules_of_the_gate_and_expectations_are_checks_too(company: Company, half_way: dict[str, str]) -> None:
    assert half_way
    assert company.last("check_key, status, owner_channel, observed, limit_text", "check_kind = 'gate_rule'") == [
        ("early", "passed", "#money", "1", "at most 1.5"),
        ("known", "excepted", "#money", "3", "at most 1.5"),
        ("late", "failed", "#money", "2 (crm.accounts)", "at most 1.5"),
        ("silent", "failed", "#money", "nothing was counted", "at most 1.5"),
    ]
    assert company.last("check_key, status, severity, owner_channel, table_name, failing_rows", "check_kind = 'expectation'") == [
        ("usage.between.quantity", "failed", "warning", "#money", "usage.events", 7)
    ]


def test_runs_are_appended_and_what_judges_nothing_is_not_told(company: Company, half_way: dict[str, str]) -> None:
    assert half_way
    before = company.query("select count(*), count(distinct invocation_id) from quality.check_history")
    for command in (["compile"], ["parse"], ["docs", "generate"], ["run", "--empty", "--select", "release_gate"], ["seed", "--full-refresh"]):
        company.call(*command)
    assert company.query("select count(*), count(distinct invocation_id) from quality.check_history") == before
    company.call("test", "--select", "stg_crm__accounts")
    assert company.query("select count(*), count(distinct invocation_id) from quality.check_history") == [(before[0][0] + 2, 3)]
    assert company.last("distinct as_of_date") == [(date(2026, 6, 30),)]


def test_a_history_of_an_earlier_version_gets_the_columns_it_lacks(company: Company, half_way: dict[str, str]) -> None:
    assert half_way
    company.query("alter table quality.check_history drop column code_path")
    assert company.call("test", "--select", "stg_crm__accounts")["account_health-on-run-end-1"] == "success"
    assert company.last("distinct code_path") == [("models/staging/crm/tests.yml",)]


def test_the_table_of_a_failure_goes_when_the_test_passes_again(company: Company, half_way: dict[str, str]) -> None:
    assert half_way
    stored = [row[0] for row in company.query("select stored_in from quality.check_history where stored_in is not null")]
    assert stored
    write(company.folder / "models/staging/crm/stg_crm__accounts.sql", "select 'A' as account_id, 'gold' as tier")
    company.call("build", "--select", "stg_crm__accounts")
    assert company.last("distinct status") == [("passed",)]
    assert company.query("select table_name from information_schema.tables where table_schema = 'test_failures'") == []
