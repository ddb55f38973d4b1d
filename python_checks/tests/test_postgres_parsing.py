"""PostgreSQL reads landed text as DuckDB does: a value on one is the same value on the other, and what is none is NULL there too, never an error."""

import shutil
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
import yaml
from dbt.cli.main import dbtRunner
from hypothesis import HealthCheck, given, settings, strategies

from python_checks.adapters import OUTPUTS
from python_checks.project import project_vars
from python_checks.publication.server import Server, connected
from python_checks.readers import literal
from python_checks.tests.conftest import write
from python_checks.tests.manifest import PROJECT
from python_checks.tests.postgres_server import NEEDED, running_server

pytestmark = [pytest.mark.long, NEEDED]

PARSED = {
    "timestamp": "parse_timestamp(clean_text('t'))",
    "decimal": "parse_decimal(clean_text('t'), 18, 2)",
    "wide": "parse_decimal(clean_text('t'), 18, 6)",
    "integer": "parse_integer(clean_text('t'))",
    "truth": "parse_boolean(clean_text('t'))",
    "id": "clean_id('t')",
    "name": "clean_name('t')",
    "hidden": "has_hidden_characters('t')",
    "day": "landed_day(clean_text('t'))",
}
TEXTS = [
    "2026-06-30", "2026-06-30T10:00:00Z", "2026-06-30 10:00:00.123456+02:00", "2026-06-30T23:30:00-05:00", "2026-06-30 24:00:00", "2026-02-29", "2024-02-29",
    "2100-02-29", "2000-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026/06/30", "30.06.2026", "infinity", "epoch", "now", "today",
    "2026-06-30T10:00", "2026-06-30T10", "2026-06-30 ", " 2026-06-30", "2026-06-30x", "1", "1.5", "-0.005", "0.005",
    "1e3", "1E-2", "1e999", "nan", "inf", "1,5",
    "1 000", "9999999999999999.99", "9999999999999999.995", "+7", "3.0", "3.5", ".5", "5.", "0x10", "--1", "", "N/A", "null", "yes", "T", "0", "\u00a0x\u00a0",
    "a\u200bb", "ID\u202e1", "\tx", "x\ny", "café", "\u3000", "٣",
]  # fmt: skip

NEARLY = strategies.builds(
    lambda text, at, sign: text[: at % len(text)] + sign + text[at % len(text) + 1 :],
    strategies.sampled_from(["2026-06-30T10:00:00Z", "2026-06-30 10:00:00.1234567+02:00", "-1234.5678e2", "2024-02-29 9:05"]),
    strategies.integers(0, 40),
    strategies.sampled_from([*"0123456789-+:.TZ e", ""]),
)
"""Values with one sign replaced or left out."""
SIGNS = strategies.text(strategies.sampled_from("0123456789-+:.TZ eE,x\u00a0"), min_size=1, max_size=26)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The SQL of every parsing macro over a column t, by engine: the project's macros in a project that is read in a second."""
    folder = tmp_path_factory.mktemp("parsing")
    shutil.copytree(PROJECT / "macros", folder / "macros")
    said = {"name": "account_health", "profile": "small", "flags": {"send_anonymous_usage_stats": False}, "vars": project_vars()}
    outputs = {"duckdb": {"type": "duckdb", "path": ":memory:"}, "postgres": OUTPUTS["postgres"]}
    write(folder / "dbt_project.yml", yaml.safe_dump(said))
    write(folder / "profiles.yml", yaml.safe_dump({"small": {"target": "duckdb", "outputs": outputs}}))
    for name, macro in PARSED.items():
        write(folder / f"models/{name}.sql", "{{ " + macro + " }}\n")
    found = {}
    for engine in outputs:
        options = ["--project-dir", str(folder), "--profiles-dir", str(folder), "--target", engine, "--target-path", str(folder / engine)]
        assert dbtRunner().invoke(["compile", "--no-introspect", "--no-populate-cache", "--quiet", *options]).success
        place = folder / engine / "compiled/account_health/models"
        found[engine] = {name: (place / f"{name}.sql").read_text(encoding="utf-8") for name in PARSED}
    return found


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as postgres, connected(postgres.uri("postgres")) as connection:
        connection.run("set time zone 'UTC'")
        yield connection


def read(server: Server, compiled: dict[str, dict[str, str]], texts: list[str]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What DuckDB and PostgreSQL make of the texts, every value as text."""
    columns = {engine: ", ".join(f"cast({sql.strip()} as varchar) as parsed_{name}" for name, sql in found.items()) for engine, found in compiled.items()}
    rows = " union all ".join(f"select {number} as n, cast({literal(text)} as varchar) as t" for number, text in enumerate(texts))
    queries = {engine: f"select n, t, {found} from ({rows}) as landed order by n" for engine, found in columns.items()}
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        here = connection.execute(queries["duckdb"]).fetchall()
    return here, server.rows(queries["postgres"])


def test_known_texts_are_read_alike(server: Server, compiled: dict[str, dict[str, str]]) -> None:
    here, there = read(server, compiled, TEXTS)
    assert here == there
    assert len(here) == len(TEXTS)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=strategies.lists(SIGNS | NEARLY, min_size=40, max_size=40))
def test_no_text_is_an_error_and_none_is_read_as_another_value(server: Server, compiled: dict[str, dict[str, str]], texts: list[str]) -> None:
    """PostgreSQL may be stricter: DuckDB reads a day of one digit and a year before Christ."""
    here, there = read(server, compiled, texts)
    assert [row for row, strict in zip(here, there, strict=True) if any(value not in (None, other) for value, other in zip(strict, row, strict=True))] == []
