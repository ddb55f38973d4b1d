"""Reads the structure of CSV and Parquet files with DuckDB: header, rows, and what cannot be read, by line. Values stay inside DuckDB."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from python_checks.contract import RawTable
from python_checks.landing import LandedTable, file_label
from python_checks.problems import Problem, counted

HEAD_BYTES = 1_000_000
MOST_REJECTS = 1000
DIALECT = "delim = ',', quote = '\"', escape = '\"', comment = '', header = true"


def literal(text: object) -> str:
    """A text as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def name(text: str) -> str:
    """A text as a quoted SQL name."""
    return '"' + text.replace('"', '""') + '"'


def connect() -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that reads times as UTC."""
    connection = duckdb.connect(":memory:")
    connection.execute("set TimeZone = 'UTC'")
    return connection


def read_table(connection: duckdb.DuckDBPyConnection, table: RawTable, files: tuple[Path, ...]) -> tuple[LandedTable | None, list[Problem]]:
    """The table as landed; None where it cannot be read at all. Never raises on what a file holds."""
    try:
        if files[0].suffix == ".csv":
            return _read_csv(connection, table, files)
        return _read_parquet(connection, table, files)
    except duckdb.Error:
        return None, [Problem(f"{file_label(table, files)} cannot be read: check that it is a complete {_kind(files)} file, land it again.")]


def _kind(files: tuple[Path, ...]) -> str:
    return "CSV" if files[0].suffix == ".csv" else "Parquet"


def _read_csv(connection: duckdb.DuckDBPyConnection, table: RawTable, files: tuple[Path, ...]) -> tuple[LandedTable | None, list[Problem]]:
    label = file_label(table, files)
    header = csv_header(files[0])
    if header is None:
        return None, [Problem(f"{label} is not UTF-8 text: save it as UTF-8.")]
    columns = ", ".join(f"{literal(f'c{index}')}: 'varchar'" for index in range(len(header)))
    reader = f"read_csv({literal(files[0])}, columns = {{{columns}}}, auto_detect = false, {DIALECT}"
    counts = ", ".join(f"count(c{index})" for index in range(len(header)))
    scan = f"select count(*), {counts} from {reader}, store_rejects = true, rejects_limit = {MOST_REJECTS})"
    try:
        rows = connection.execute(scan).fetchall()[0][0]
        problems = _rejects(connection, label)
    except duckdb.InvalidInputException:
        return None, [Problem(f"{label} cannot be read as CSV: it mixes two kinds of line ends or of quoting; export it again.")]
    if not problems and not _sniffs_the_same(connection, files[0], len(header)):
        problems = [Problem(f"{label} cannot be read as CSV with commas and double quotes: export it again in that form.")]
    picked = ", ".join(f"c{index} as {name(column)}" for index, column in enumerate(header) if table.column(column.lower()))
    sql = f"(select {picked or '1 as nothing'} from {reader}, ignore_errors = true))"
    return LandedTable(table, files, tuple(header), rows, sql), problems


def csv_header(path: Path) -> list[str] | None:
    """The column names in a CSV file's first line; None where its beginning is not UTF-8. A byte order mark is fine."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    text = head.decode("utf-8-sig", errors="replace")
    first_line = next(csv.reader(io.StringIO(text, newline="")), [])
    return None if "\x00" in text or any("\ufffd" in column for column in first_line) else first_line


def _rejects(connection: duckdb.DuckDBPyConnection, label: str) -> list[Problem]:
    rejected = connection.execute("select error_type, min(line), count(distinct line) from reject_errors group by error_type").fetchall()
    found = {kind: (line, count) for kind, line, count in rejected}
    connection.execute("drop table reject_errors; drop table reject_scans")
    open_quote = found.pop("UNQUOTED VALUE", None) or found.pop("LINE SIZE OVER MAXIMUM", None)
    if open_quote:
        return [Problem(f"{label} opens a quote in line {open_quote[0]:,} and does not close it: correct the line or export the file again.")]
    bad_text = found.pop("INVALID ENCODING", None)
    if bad_text:
        return [Problem(f"{label} is not UTF-8 text from line {bad_text[0]:,} on: save it as UTF-8.")]
    if not found:
        return []
    first, count = min(line for line, _ in found.values()), sum(count for _, count in found.values())
    at_least = "at least " if count >= MOST_REJECTS else ""
    return [
        Problem(
            f"{label}: {at_least}{counted(count, 'row')} with more or fewer values than the header has columns, the first in line {first:,}: "
            "put quotes around text with commas and export the file again."
        )
    ]


def _sniffs_the_same(connection: duckdb.DuckDBPyConnection, path: Path, width: int) -> bool:
    """True where the reader of the build (macros/raw.sql), which looks at the file for its dialect, sees the same columns."""
    sniffed = f"describe select * from read_csv({literal(path)}, all_varchar = true, {DIALECT}, union_by_name = true)"
    try:
        return len(connection.execute(sniffed).fetchall()) == width
    except duckdb.Error:
        return False


def _read_parquet(connection: duckdb.DuckDBPyConnection, table: RawTable, files: tuple[Path, ...]) -> tuple[LandedTable | None, list[Problem]]:
    columns: dict[str, str] = {}
    rows, problems = 0, []
    required = {column.name for column in table.columns if column.is_required}
    for path in files:
        try:
            described = connection.execute(f"describe select * from read_parquet({literal(path)})").fetchall()
            counted_rows = connection.execute(f"select num_rows from parquet_file_metadata({literal(path)})").fetchall()
        except duckdb.Error:
            problems.append(Problem(f"{file_label(table, (path,))} cannot be read as Parquet: it is damaged or incomplete; land it again."))
            continue
        here = {row[0].lower(): row[0] for row in described}
        lost = sorted(required & set(columns) - set(here))
        problems += [Problem(f'{file_label(table, (path,))} lacks the column "{each}", which other parts have: land it again.') for each in lost]
        columns = {**here, **columns}
        rows += counted_rows[0][0]
    if not columns:
        return None, problems
    picked = ", ".join(f"cast({name(text)} as varchar) as {name(text)}" for key, text in columns.items() if table.column(key))
    listed = ", ".join(literal(path) for path in files)
    sql = f"(select {picked or '1 as nothing'} from read_parquet([{listed}], union_by_name = true))"
    return LandedTable(table, files, tuple(columns.values()), rows, sql), problems


def relation_of(session: Any, rows: Sequence[dict[str, Any]]) -> Any:
    """Rows (one at least) as a DuckDB relation of `session`; types follow the Python values."""
    columns = list(rows[0])
    picked = ", ".join(f"unnest($c{index}) as {name(column)}" for index, column in enumerate(columns))
    return session.sql(f"select {picked}", params={f"c{index}": [row[column] for row in rows] for index, column in enumerate(columns)})
