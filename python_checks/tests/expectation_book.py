"""The tables of a build for tests of the expectations: as they are, or with some replaced by faulty copies."""

import re
from pathlib import Path
from typing import Any

import duckdb

from python_checks.expectations.results import COLUMNS, expectation_relation
from python_checks.expectations.suites import SUITES
from python_checks.tests.manifest import PROJECT

MODEL = PROJECT / "models/quality/expectations/evaluated/expectation_results.py"
HANDED_OVER = set(re.findall(r'dbt\.ref\("(\w+)"\)', MODEL.read_text(encoding="utf-8")))
"""What the model hands to the suites."""
RELEASED = "stg_release__account_health_history"
Row = dict[str, Any]


class Book:
    """The build file of the sample, read only, in a session of its own. The last release is the build itself unless a fault says otherwise."""

    def __init__(self, build_file: Path) -> None:
        self.session = duckdb.connect(":memory:")
        catalogue = build_file.stem  # its views call it so
        self.session.execute(f"attach '{build_file}' as {catalogue} (read_only)")
        listed = self.session.execute(f"select table_name, table_schema from information_schema.tables where table_catalog = '{catalogue}'").fetchall()
        self.places = {name: f"{catalogue}.{schema}.{name}" for name, schema in listed}

    def judge(self, changes: dict[str, str] | None = None, suite: str | None = None) -> list[Row]:
        """The rows of expectation_results, of one suite or of all, with some tables replaced."""
        sources = {name: f"(select * from {self.places[name]})" for name in HANDED_OVER}
        sources[RELEASED] = f"(select * from {self.places['fct_account_health_history']})"
        for table, change in (changes or {}).items():
            sources[table] = f"({change.replace('{table}', sources[table])})"
        relations = {name: self.session.sql(f"select * from {source}") for name, source in sources.items()}
        suites = [each for each in SUITES if suite in (None, each.name)]
        rows = expectation_relation(self.session, relations, future_days=1, suites=suites).fetchall()
        return [dict(zip(COLUMNS, row, strict=True)) for row in rows]
