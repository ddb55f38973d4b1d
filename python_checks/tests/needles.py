"""Looks for texts in every byte that a build leaves: files as they are, Parquet and DuckDB files decoded as well."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

from python_checks.readers import literal, name

OWN_CODE = ("python_checks",)
"""Folders of a workspace that no build writes: tests name what they plant."""


def places_in_workspace(workspace: Path, needles: list[str]) -> dict[str, list[str]]:
    """Every place in a copy of the project, its own code aside."""
    folders = [path for path in sorted(workspace.iterdir()) if path.is_dir() and path.name not in OWN_CODE]
    return {f"{folder.name}/{place}": hit for folder in folders for place, hit in places(folder, needles).items()}


def places(folder: Path, needles: list[str]) -> dict[str, list[str]]:
    """Where a needle is (case aside), and which: relative path of a file, with table and column where it had to be decoded."""
    found: dict[str, list[str]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        label = path.relative_to(folder).as_posix()
        content = path.read_bytes().lower()
        hits = {label: [needle for needle in needles if needle.lower().encode() in content]}
        if path.suffix == ".parquet":
            hits |= _in_columns(duckdb.connect(), f"read_parquet({literal(path)})", label, needles)
        if path.suffix == ".duckdb":
            hits |= _in_database(path, label, needles)
        found |= {place: hit for place, hit in hits.items() if hit}
    return found


def _in_database(path: Path, label: str, needles: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with duckdb.connect(str(path), read_only=True) as connection:
        for schema, table in _tables(connection):
            found |= _in_columns(connection, f"{name(schema)}.{name(table)}", f"{label} {schema}.{table}", needles)
    return found


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    yield from connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()


def _in_columns(connection: duckdb.DuckDBPyConnection, relation: str, label: str, needles: list[str]) -> dict[str, list[str]]:
    columns = [row[0] for row in connection.execute(f"describe select * from {relation}").fetchall()]
    any_needle = literal("|".join(re.escape(needle.lower()) for needle in needles))
    picked = ", ".join(f"bool_or(regexp_matches(lower(cast({name(column)} as varchar)), {any_needle}))" for column in columns)
    hits = connection.execute(f"select {picked} from {relation}").fetchall()[0]
    return {f"{label}.{column}": _which(connection, relation, column, needles) for column, hit in zip(columns, hits, strict=True) if hit}


def _which(connection: duckdb.DuckDBPyConnection, relation: str, column: str, needles: list[str]) -> list[str]:
    found = f"select 1 from {relation} where contains(lower(cast({name(column)} as varchar)), ?) limit 1"
    return [needle for needle in needles if connection.execute(found, [needle.lower()]).fetchall()]
