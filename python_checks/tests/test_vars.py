"""Vars come from a command line: none of them can put SQL of its own into a model."""

import re
import shutil
from pathlib import Path

import pytest
import sqlglot
import yaml
from dbt.cli.main import dbtRunner

from python_checks.project import project_vars
from python_checks.tests.conftest import write
from python_checks.tests.manifest import PROJECT

NASTY = [
    "0; drop table x",
    "1 or 1=1",
    "x' or '1'='1",
    'x"; select 1 --',
    "2026-06-30' as date); select ('1",
    "USD' --",
    "1)) union select 1 --",
    "\n;--",
    "{{ 1/0 }}",
]
MODELS = {
    "dates": "select {{ as_of_date_literal() }} as as_of_date",
    "money": "select '{{ reporting_currency() }}' as currency",
    "numbers": "select {{ number_setting('largest_amount') }}, {{ number_setting('largest_count') }}, {{ number_setting('future_days_allowed') }}, "
    "{{ number_setting('override_max_days') }}, {{ number_setting('gate_exception_max_days') }}, {{ number_setting('recent_days') }}, "
    "{{ number_setting('season_days') }}, {{ number_setting('look_back_days') }}",
    "words": "select {{ clean_text('landed') }} as cleaned from (select 'x' as landed) as raw",
    "tables": "select * from {{ all_raw('crm', 'accounts') }} as landed",
}
REFUSED = {
    "as_of_date": "dates",
    "sample_as_of_date": "dates",
    "reporting_currency": "money",
    "largest_amount": "numbers",
    "largest_count": "numbers",
    "future_days_allowed": "numbers",
    "override_max_days": "numbers",
    "gate_exception_max_days": "numbers",
    "recent_days": "numbers",
    "season_days": "numbers",
    "look_back_days": "numbers",
    "raw_schema_crm": "tables",
}
"""Vars whose value is checked before it enters SQL, and a model that it enters."""
NOT_IN_SQL = {
    "history_weeks": "counts a loop (int)",
    "history_weekday": "is looked up in a list of weekdays",
    "reactivation_gap_days": "is made a whole number (int)",
    "keep_releases": "is read by Python (int)",
    "switched_off": "is compared with names of the contract",
    "retired_tables": "enters as quoted literals (column_rows in macros/last_release.sql)",
    "null_words": "enters as quoted literals: tested below",
}
GUARDED = re.compile(
    r"\| int|weekdays\.index\(var|is not none|quoted\(word\)|modules\.re\.match|tojson|raise_compiler_error|said =|return\(landing_settings|raw_schema_"
    r"|append\(\(table|== 'true'"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's macros with a model for each way in which vars enter SQL: a project that is read in a second."""
    folder = tmp_path_factory.mktemp("vars")
    shutil.copytree(PROJECT / "macros", folder / "macros")
    shutil.copy(PROJECT / "models/staging/crm/_crm__sources.yml", write(folder / "models/sources.yml", ""))
    write(
        folder / "dbt_project.yml",
        yaml.safe_dump({"name": "account_health", "profile": "small", "flags": {"send_anonymous_usage_stats": False}, "vars": project_vars()}),
    )
    write(folder / "profiles.yml", yaml.safe_dump({"small": {"target": "dev", "outputs": {"dev": {"type": "duckdb", "path": ":memory:"}}}}))
    write(folder / "seeds/raw_crm__accounts.csv", "account_id\nA-1\n")
    for name, sql in MODELS.items():
        write(folder / f"models/{name}.sql", sql + "\n")
    return folder


def compiled(folder: Path, model: str, **values: object) -> str | None:
    """The SQL of one model (nothing for several) with these vars; None where dbt refuses them."""
    options = ["--project-dir", str(folder), "--profiles-dir", str(folder), "--quiet"]
    result = dbtRunner().invoke(["compile", "--select", *model.split(), "--vars", yaml.safe_dump(values), *options])
    if not result.success:
        return None
    path = folder / f"target/compiled/account_health/models/{model}.sql"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_every_var_is_judged_here() -> None:
    assert set(project_vars()) == (set(REFUSED) | set(NOT_IN_SQL)) - {"raw_schema_crm"}


def test_a_var_enters_sql_only_by_a_guard() -> None:
    files = [*PROJECT.glob("macros/*.sql"), *PROJECT.glob("models/**/*.sql"), *PROJECT.glob("tests/**/*.sql"), *PROJECT.glob("analyses/*.sql")]
    lines = [(path.name, line) for path in files for line in path.read_text(encoding="utf-8").splitlines() if re.search(r"(?<!env_)\bvar\(", line)]
    assert lines
    assert [(name, line.strip()) for name, line in lines if not GUARDED.search(line)] == []


def test_honest_values_are_taken(small: Path) -> None:
    assert compiled(small, "dates money numbers words", as_of_date="2026-06-30") == ""


@pytest.mark.parametrize(("var", "model"), REFUSED.items())
def test_a_nasty_value_is_refused(small: Path, var: str, model: str) -> None:
    assert compiled(small, model, **{var: "1) union select 1 --"}) is None


@pytest.mark.long
@pytest.mark.parametrize(("var", "model"), REFUSED.items())
def test_a_nasty_value_that_ends_a_text_is_refused(small: Path, var: str, model: str) -> None:
    assert compiled(small, model, **{var: "2026-06-30' or '1'='1"}) is None


def test_words_for_no_value_stay_text(small: Path) -> None:
    sql = compiled(small, "words", null_words=NASTY)
    assert sql is not None
    assert len(sqlglot.parse(sql, read="duckdb")) == 1
    texts = {token.text for token in sqlglot.tokenize(sql, read="duckdb") if token.token_type.name == "STRING"}
    assert set(NASTY) - {"{{ 1/0 }}"} <= texts
    assert sql.count("--") == sum(value.count("--") for value in NASTY)
