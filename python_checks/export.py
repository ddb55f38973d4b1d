"""`./run export`: the tables of a release as CSV files that a spreadsheet reads as text and numbers, never as formulas."""

from pathlib import Path
from typing import Any

import duckdb

from python_checks.exits import Exit
from python_checks.problems import InputError, counted, did_you_mean, listed
from python_checks.project import ROOT, checked_company, company_of_environment
from python_checks.readers import literal, name

FORMULA = r"^[\s\p{Z}\p{Cf}]*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]|^[\t\r\n]"
"""A text that a spreadsheet may run: = + - or @ first, also full-width, after blanks or characters nobody sees; or a tab or line end first."""


def run_export(tables: list[str], company: str | None, root: Path = ROOT) -> Exit:
    """Writes every published table, or the named ones, of the release readers see to build/<company>_export.

    Raises InputError where there is no release or no such table.
    """
    owner = checked_company(company) if company else company_of_environment()
    database = root / "releases" / owner / "current" / "health.duckdb"
    if not database.is_file():
        raise InputError([f"There is no release of {owner} yet: ./run build makes the first one."])
    folder = root / "build" / f"{owner}_export"
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in _chosen(tables, connection):
            rows = write_csv(connection.table(f"published.{name(table)}"), folder / f"{table}.csv")
            print(f"  {table:<40} {counted(rows, 'row')}")
    print(f"Written to {folder.as_uri()}")
    return Exit.DONE


def _chosen(tables: list[str], connection: duckdb.DuckDBPyConnection) -> list[str]:
    known = [row[0] for row in connection.execute("select table_name from duckdb_tables() where schema_name = 'published' order by 1").fetchall()]
    unknown = [table for table in tables if table not in known]
    if unknown:
        raise InputError([f'There is no published table "{table}".{did_you_mean(table, known)} There are {listed(known)}.' for table in unknown])
    return tables or known


def write_csv(relation: Any, path: Path) -> int:
    """A relation as CSV with a byte order mark; returns its rows. Only text can hold a formula: numbers, dates and booleans stay as they are."""
    picked = ", ".join(_cell(column, str(kind)) for column, kind in zip(relation.columns, relation.types, strict=True))
    relation.project(picked).order("all").write_csv(str(path), header=True)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    return int(relation.aggregate("count(*)").fetchall()[0][0])


def _cell(column: str, kind: str) -> str:
    """A text that could run gets an apostrophe in front, which makes it text in every spreadsheet."""
    if kind != "VARCHAR":
        return name(column)
    return f"case when regexp_matches({name(column)}, {literal(FORMULA)}) then '''' || {name(column)} else {name(column)} end as {name(column)}"
