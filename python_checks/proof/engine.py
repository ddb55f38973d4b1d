"""Runs the compiled scoring on a world: DuckDB in memory, every input loaded from rows, every model built as a table."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from python_checks.proof.compiled import CompiledScoring, Relation
from python_checks.reference.inputs import Inputs, Row

NULL = "\\N"


class Engine:
    """One connection that scores world after world; for a `with` block."""

    def __init__(self, scoring: CompiledScoring, threads: int = 2) -> None:
        self._scoring = scoring
        self._folder = TemporaryDirectory()
        self.connection = duckdb.connect(":memory:", config={"threads": threads})
        self.connection.execute("set TimeZone = 'UTC'")
        names = [each.name for each in scoring.inputs.values()] + [each.relation for each in scoring.models]
        for schema in sorted({name.rsplit(".", 1)[0] for name in names}):
            self.connection.execute(f"create schema if not exists {schema}")

    def __enter__(self) -> "Engine":
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the connection and removes its files."""
        self.connection.close()
        self._folder.cleanup()

    def score(self, inputs: Inputs) -> None:
        """Builds all models anew for these inputs."""
        tables = input_tables(inputs)
        for name, relation in self._scoring.inputs.items():
            self._load(relation, tables[name])
        for model in self._scoring.models:
            self.connection.execute(f"create or replace table {model.relation} as {model.sql}")

    def rows(self, name: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """The rows of a model, unordered."""
        return self.connection.execute(f"select {', '.join(columns)} from {self._relation(name)}").fetchall()

    def all_rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a model or an input with every column, unordered."""
        found = self.connection.execute(f"select * from {self._relation(name)}")
        columns = [each[0] for each in found.description or []]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    def _relation(self, name: str) -> str:
        return {each.name: each.relation for each in self._scoring.models}.get(name) or self._scoring.inputs[name].name

    def _load(self, relation: Relation, rows: Sequence[Row]) -> None:
        typed = ", ".join(f"'{name}': '{kind}'" for name, kind in relation.columns.items())
        path = Path(self._folder.name) / (re.sub(r"\W", "", relation.name) + ".csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([[_cell(row.get(name)) for name in relation.columns] for row in rows])
        # Nothing is guessed: an empty file is an empty table, and text that looks like a comment is text.
        options = f"auto_detect = false, header = false, nullstr = '{NULL}', delim = ',', quote = '\"', escape = '\"', skip = 0, comment = ''"
        reader = f"read_csv('{path}', columns = {{{typed}}}, {options})"
        self.connection.execute(f"create or replace table {relation.name} as select * from {reader}")


def _cell(value: Any) -> str:
    return NULL if value is None else format(value, "f") if hasattr(value, "as_tuple") else str(value)


def input_tables(inputs: Inputs) -> Mapping[str, Sequence[Row]]:
    """The rows of every relation the scoring starts from, by node name; seeds under their own names."""
    dates = sorted({each.as_of_date for each in inputs.spine})
    previous = dict(zip(dates[1:], dates[:-1], strict=True))
    calendar = {day: {"as_of_date": day, "previous_as_of_date": previous.get(day), "is_latest_date": day == dates[-1]} for day in dates}
    return {
        **inputs.rulebook,
        "int_as_of_dates": list(calendar.values()),
        "int_account_spine": [
            calendar[each.as_of_date] | _fields(each) | {"account_number": number} for number, each in enumerate(inputs.spine)
        ],
        "int_measured_values": [_fields(each) | {"measured_value": each.value, "sample_size": 1} for each in inputs.values],
        "preflight": [_fields(each) for each in inputs.landed],
        "stg_crm__score_overrides": [
            _fields(each) | {"source_relation": "crm", "reason_code": each.reason, "owner": "Somebody"} for each in inputs.overrides
        ],
    }


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}
