"""Reads the tables of a release or build file as plain values that JSON can hold."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from python_checks.readers import name


class Tables:
    """A DuckDB file, opened read-only. To be used with contextlib.closing."""

    def __init__(self, path: Path) -> None:
        self._connection = duckdb.connect(str(path), read_only=True)
        self._connection.execute("set enable_progress_bar = false")

    def close(self) -> None:
        """Lets others write to the file again."""
        self._connection.close()

    def columns(self, table: str) -> list[str]:
        """The columns of 'schema.table' in order; none where the file does not have it."""
        schema, stem = table.split(".")
        sql = "select column_name from information_schema.columns where table_schema = ? and table_name = ? order by ordinal_position"
        return [row[0] for row in self._connection.execute(sql, [schema, stem]).fetchall()]

    def rows(self, sql: str, *parameters: object) -> list[list[Any]]:
        """The rows of a query, each value as JSON has it."""
        return [[plain(value) for value in row] for row in self._connection.execute(sql, list(parameters)).fetchall()]

    def raw_rows(self, sql: str, parameters: dict[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query that gives texts and doubles only: many rows, as they come."""
        return self._connection.execute(sql, parameters or {}).fetchall()

    def records(self, table: str, order: str = "all") -> list[dict[str, Any]]:
        """The rows of 'schema.table' as mappings; none where the file does not have it."""
        columns = self.columns(table)
        if not columns:
            return []
        picked = ", ".join(name(column) for column in columns)
        return [dict(zip(columns, row, strict=True)) for row in self.rows(f"select {picked} from {table} order by {order}")]


def plain(value: Any) -> Any:
    """A value of DuckDB as JSON has it: whole decimals as int, others as float, dates as ISO text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value
