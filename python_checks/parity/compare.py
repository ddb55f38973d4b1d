"""Compares the published tables of two build files row for row and names the first values that differ."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from python_checks.project import ROOT, read_yaml

NOT_COMPARED = frozenset({"releases"})
"""A release's id, hash and time: each engine makes the fingerprint of a release by means of its own."""
ENGINE_OWN = {"published_release": "substr({column}, 1, 10)"}
"""Columns that hold a release id: of it the as-of date is compared."""
MOST_ROWS = 20


@dataclass(frozen=True)
class Difference:
    """One thing that differs: a table, a row's key and a column where it is a value, and what each engine has."""

    table: str
    key: str
    column: str
    one: str
    other: str

    def __str__(self) -> str:
        """A line for the screen."""
        return f"{self.table} [{self.key}] {self.column}: {self.one} and {self.other}"


@dataclass(frozen=True)
class Comparison:
    """How many tables and rows were compared, how many rows differ, and the first differences."""

    tables: int
    rows: int
    differing: int
    differences: list[Difference]

    @property
    def is_equal(self) -> bool:
        """True where something was compared and nothing differs."""
        return self.rows > 0 and not self.differences


def compare_builds(one: Path, other: Path, root: Path = ROOT) -> Comparison:
    """Compares the schema `published` of two DuckDB files: the same tables, columns and types, and the same rows by the keys of models/published."""
    keys = published_keys(root)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        # A view in a build file knows its tables by the name of the file.
        databases = (one.stem, "the other")
        for name, path in zip(databases, (one, other), strict=True):
            connection.execute(f"""attach '{path}' as "{name}" (read_only)""")
        here, there = (_shapes(connection, name) for name in databases)
        differences = _shape_differences(here, there)
        rows = differing = 0
        same = [table for table, shape in here.items() if there.get(table) == shape]
        for table in same:
            found, count, compared = _row_differences(connection, databases, table, [name for name, _ in here[table]], keys[_unversioned(table)])
            differences += found
            differing += count
            rows += compared
    return Comparison(len(same), rows, differing, differences)


def published_keys(root: Path = ROOT) -> dict[str, list[str]]:
    """The columns that name a row of each published table: those of its test unique_rows."""
    keys: dict[str, list[str]] = {}
    for path in sorted((root / "models/published").glob("*/*.yml")):
        for model in read_yaml(path).get("models", []):
            for test in model.get("data_tests", []):
                if isinstance(test, dict) and "unique_rows" in test:
                    keys[model["name"]] = test["unique_rows"]["arguments"]["columns"]
    return keys


def _unversioned(table: str) -> str:
    return re.sub(r"_v\d+$", "", table)


def _shapes(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[tuple[str, str]]]:
    found = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() where database_name = ? and schema_name = 'published' order by 1, column_index",
        [database],
    ).fetchall()
    shapes: dict[str, list[tuple[str, str]]] = {}
    for table, column, data_type in found:
        if table not in NOT_COMPARED:
            shapes.setdefault(table, []).append((column, data_type))
    return shapes


def _shape_differences(one: dict[str, list[tuple[str, str]]], other: dict[str, list[tuple[str, str]]]) -> list[Difference]:
    """Tables that only one build has, and tables whose columns or types differ: of those the columns that the other has not."""
    found = []
    for table in sorted({*one, *other}):
        here, there = one.get(table, []), other.get(table, [])
        if here != there:
            only = [[" ".join(column) for column in mine if column not in yours] for mine, yours in ((here, there), (there, here))]
            found.append(Difference(table, "every row", "columns", *(", ".join(columns) or "no other" for columns in only)))
    return found


def _row_differences(
    connection: duckdb.DuckDBPyConnection, databases: tuple[str, str], table: str, columns: list[str], key: list[str]
) -> tuple[list[Difference], int, int]:
    """The first differences of a table, how many rows differ, and how many rows the first build has."""
    sides = [f"""(select {', '.join(_compared(column) for column in columns)} from "{name}".published.{table})""" for name in databases]
    rows = _number(connection, f"select count(*) from {sides[0]}")
    for side in sides:
        repeated = _number(connection, f"select count(*) from (select 1 from {side} group by {', '.join(key)} having count(*) > 1)")
        if repeated:
            return [Difference(table, "every row", "keys of more than one row", f"{repeated}", "none")], repeated, rows
    same_key = " and ".join(f"a.{column} is not distinct from b.{column}" for column in key)
    is_different = " or ".join(f"a.{column} is distinct from b.{column}" for column in columns)
    joined = (
        f"from (select *, true as is_there from {sides[0]}) as a full outer join (select *, true as is_there from {sides[1]}) as b on {same_key} "
        f"where a.is_there is distinct from b.is_there or {is_different}"
    )
    count = _number(connection, f"select count(*) {joined}")
    shown = ", ".join(f"{side}.{column}" for side in "ab" for column in [*columns, "is_there"])
    order = ", ".join(f"coalesce(a.{column}, b.{column})" for column in key)
    found = connection.execute(f"select {shown} {joined} order by {order} limit {MOST_ROWS}").fetchall()
    half = len(columns) + 1
    return [each for row in found for each in _of_row(table, key, columns, row[:half], row[half:])], count, rows


def _of_row(table: str, key: list[str], columns: list[str], one: tuple[Any, ...], other: tuple[Any, ...]) -> list[Difference]:
    """A row that only one build has is one difference, else every value that differs."""
    there = one if one[-1] else other
    name = ", ".join(f"{column}={there[columns.index(column)]}" for column in key)
    if one[-1] != other[-1]:
        return [Difference(table, name, "the row", "there" if one[-1] else "missing", "there" if other[-1] else "missing")]
    return [Difference(table, name, column, _shown(a), _shown(b)) for column, a, b in zip(columns, one, other, strict=False) if a != b]


def _compared(column: str) -> str:
    return f"{ENGINE_OWN[column].format(column=column)} as {column}" if column in ENGINE_OWN else column


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0


def _shown(value: Any) -> str:
    return "nothing" if value is None or value == [] else str(value)
