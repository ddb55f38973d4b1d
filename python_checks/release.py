"""Writes a release: health.duckdb, one Parquet file per table and manifest.json, complete or not at all."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from python_checks.project import ROOT, company_of_environment
from python_checks.readers import connect, literal, name, relation_of
from python_checks.release_store import Release, ReleaseStore

STORAGE_VERSION = "v1.2.0"
"""Pinned so that every 1.x client opens the file."""


def publish_release(session: Any, candidate: Any, tables: Mapping[str, Any], keep: int, root: Path = ROOT) -> Any:
    """What the dbt model `releases` returns: a relation with one row per kept release, after this build's release is the current one.

    `candidate` is a relation with one row (release_id, as_of_date, content_hash, accounts, scored_accounts, model_versions); `tables` maps
    'schema.table' to relations. Company and place follow the environment as the build file does.
    """
    row = dict(zip(candidate.columns, candidate.fetchone(), strict=True))
    store = ReleaseStore(root / "releases" / company_of_environment())
    with store.locked():
        store.clean()
        known = {release.release_id for release in store.kept()}
        if row["release_id"] not in known:
            _write(store, _release(row), tables, keep)
        store.point_to(row["release_id"])
        store.retire(keep)
        return relation_of(session, release_rows(store.kept(), store.current()))


def release_rows(kept: list[Release], current: str | None) -> list[dict[str, Any]]:
    """The rows of published.releases."""
    return [{**asdict(release), "is_current": release.release_id == current} for release in kept]


def _release(row: dict[str, Any]) -> Release:
    fields = {field: row[field] for field in Release.__dataclass_fields__ if field != "released_at"}
    return Release(**fields, released_at=datetime.now(UTC).replace(tzinfo=None))


def _write(store: ReleaseStore, release: Release, tables: Mapping[str, Any], keep: int) -> None:
    """Writes under a temporary name, then adds it to the store in one step. A folder without manifest is in nobody's way."""
    folder = store.new_folder(release.release_id)
    for table, relation in tables.items():
        _write_parquet(relation, _parquet(folder, table))
    connection = connect()
    kept = sorted([release, *store.kept()], key=lambda each: each.released_at, reverse=True)[:keep]
    releases = relation_of(connection, release_rows(kept, release.release_id))
    _write_parquet(releases, _parquet(folder, "published.releases"))
    rows = _write_database(connection, folder, [*tables, "published.releases"])
    connection.close()
    files = {
        table: {"file": _parquet(folder, table).relative_to(folder).as_posix(), "rows": count, "sha256": sha256(_parquet(folder, table))}
        for table, count in rows.items()
    }
    manifest = {**release.as_json(), "tables": files}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    store.add(folder)


def _parquet(folder: Path, table: str) -> Path:
    schema, stem = table.split(".")
    return folder / schema / f"{stem}.parquet"


def _write_parquet(relation: Any, path: Path) -> None:
    """Rows in the order of their columns, left to right: keys come first, so equal content gives equal bytes."""
    path.parent.mkdir(exist_ok=True)
    columns = [
        f"cast({name(column)} as bigint) as {name(column)}" if str(kind) == "HUGEINT" else name(column)  # Parquet would make it a double
        for column, kind in zip(relation.columns, relation.types, strict=True)
    ]
    ordered = relation.project(", ".join(columns)).order(", ".join(name(column) for column in relation.columns))
    ordered.write_parquet(str(path), compression="zstd")


def _write_database(connection: duckdb.DuckDBPyConnection, folder: Path, tables: list[str]) -> dict[str, int]:
    """health.duckdb from the Parquet files. Returns table -> rows."""
    connection.execute(f"attach {literal(folder / 'health.duckdb')} as health (storage_version {literal(STORAGE_VERSION)})")
    rows = {}
    for table in tables:
        schema, stem = table.split(".")
        target = f"health.{name(schema)}.{name(stem)}"
        connection.execute(f"create schema if not exists health.{name(schema)}")
        connection.execute(f"create table {target} as select * from read_parquet({literal(_parquet(folder, table))})")
        rows[table] = connection.execute(f"select count(*) from {target}").fetchall()[0][0]
    connection.execute("checkpoint health")
    connection.execute("detach health")
    return rows


def sha256(path: Path) -> str:
    """The content hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
