"""The files of one release: Parquet in the order of the keys, a database made of them, and what the manifest says of each."""

import hashlib
from pathlib import Path
from typing import Any

import duckdb

from python_checks.readers import literal, name

STORAGE_VERSION = "v1.2.0"
"""Pinned so that every 1.x client opens the file."""


def parquet_of(folder: Path, table: str) -> Path:
    """Where a release keeps the table 'schema.table'."""
    schema, stem = table.split(".")
    return folder / schema / f"{stem}.parquet"


def write_parquet(relation: Any, path: Path) -> None:
    """Rows in the order of their columns, left to right: keys come first, so equal content gives equal bytes."""
    path.parent.mkdir(exist_ok=True)
    columns = [
        f"cast({name(column)} as bigint) as {name(column)}" if str(kind) == "HUGEINT" else name(column)  # Parquet would make it a double
        for column, kind in zip(relation.columns, relation.types, strict=True)
    ]
    ordered = relation.project(", ".join(columns)).order(", ".join(name(column) for column in relation.columns))
    ordered.write_parquet(str(path), compression="zstd")


def write_database(connection: duckdb.DuckDBPyConnection, folder: Path, tables: list[str]) -> dict[str, int]:
    """health.duckdb from the Parquet files. Returns table -> rows."""
    connection.execute(f"attach {literal(folder / 'health.duckdb')} as health (storage_version {literal(STORAGE_VERSION)})")
    rows = {}
    for table in tables:
        schema, stem = table.split(".")
        target = f"health.{name(schema)}.{name(stem)}"
        connection.execute(f"create schema if not exists health.{name(schema)}")
        connection.execute(f"create table {target} as select * from read_parquet({literal(parquet_of(folder, table))})")
        rows[table] = connection.execute(f"select count(*) from {target}").fetchall()[0][0]
    connection.execute("checkpoint health")
    connection.execute("detach health")
    return rows


def describe_files(folder: Path, rows: dict[str, int]) -> dict[str, dict[str, Any]]:
    """For the manifest: file, rows and content hash of every table."""
    return {
        table: {"file": parquet_of(folder, table).relative_to(folder).as_posix(), "rows": count, "sha256": sha256(parquet_of(folder, table))}
        for table, count in rows.items()
    }


def sha256(path: Path) -> str:
    """The content hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
