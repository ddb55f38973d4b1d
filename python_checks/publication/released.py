"""The published tables of a release on disk, as they are to be on the server."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from python_checks.publication.errors import PublicationError
from python_checks.readers import literal

SCHEMA = "published"
TYPES = {
    "VARCHAR": "text",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "DOUBLE": "double precision",
    "TIMESTAMP": "timestamp without time zone",
}
"""DuckDB's types in the words of PostgreSQL's catalogue; DECIMAL(p,s) is numeric(p,s)."""
DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


@dataclass(frozen=True)
class ReleasedTable:
    """One table: its Parquet file, the file's hash, rows, and column name -> PostgreSQL type in the order of the release."""

    name: str
    file: Path
    sha256: str
    rows: int
    columns: dict[str, str]


@dataclass(frozen=True)
class PublishedRelease:
    """What is carried over. `content` changes with any byte of any published table, so also when an account was erased from a kept release."""

    release_id: str
    content: str
    tables: tuple[ReleasedTable, ...]


def content_of(folder: Path) -> tuple[str, str]:
    """Release id and content of a release folder, by its manifest alone."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    hashes = sorted(f"{name} {table['sha256']}" for name, table in manifest["tables"].items() if name.startswith(f"{SCHEMA}."))
    return manifest["release_id"], hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def read_release(folder: Path, connection: duckdb.DuckDBPyConnection) -> PublishedRelease:
    """The release in `folder`. `releases` comes last: whoever waits for the new release waits for its row there.

    Raises PublicationError for a column that PostgreSQL has no type for.
    """
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    named = {name.removeprefix(f"{SCHEMA}."): table for name, table in manifest["tables"].items() if name.startswith(f"{SCHEMA}.")}
    ordered = sorted(named, key=lambda name: (name == "releases", name))
    tables = tuple(_table(name, folder / named[name]["file"], named[name], connection) for name in ordered)
    release_id, content = content_of(folder)
    return PublishedRelease(release_id, content, tables)


def _table(name: str, file: Path, said: dict[str, object], connection: duckdb.DuckDBPyConnection) -> ReleasedTable:
    described = connection.execute(f"describe select * from read_parquet({literal(file)})").fetchall()
    columns = {column: _server_type(name, column, kind) for column, kind, *_ in described}
    return ReleasedTable(name, file, str(said["sha256"]), int(str(said["rows"])), columns)


def _server_type(table: str, column: str, kind: str) -> str:
    decimal = DECIMAL.fullmatch(kind)
    if decimal:
        return f"numeric({decimal[1]},{decimal[2]})"
    if kind not in TYPES:
        raise PublicationError(f"{SCHEMA}.{table} has the column {column} of type {kind}, for which PostgreSQL has no counterpart here: cast it")
    return TYPES[kind]
