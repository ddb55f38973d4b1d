"""Writes a release: health.duckdb, one Parquet file per table and manifest.json, complete or not at all."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from python_checks.erasure import erase_from_releases, erased_hashes, set_of
from python_checks.project import ROOT, company_of_environment
from python_checks.readers import connect, relation_of
from python_checks.release_files import describe_files, parquet_of, write_database, write_parquet
from python_checks.release_store import Release, ReleaseStore


def publish_release(session: Any, candidate: Any, tables: Mapping[str, Any], keep: int, root: Path = ROOT) -> Any:
    """What the dbt model `releases` returns: a relation with one row per kept release, after this build's release is the current one.

    `candidate` is a relation with one row (release_id, as_of_date, content_hash, accounts, scored_accounts, model_versions); `tables` maps
    'schema.table' to relations. Company and place follow the environment as the build file does.
    """
    row = dict(zip(candidate.columns, candidate.fetchone(), strict=True))
    store = ReleaseStore(root / "releases" / company_of_environment())
    with store.locked():
        store.clean()
        erased = erased_hashes(root)
        erase_from_releases(store, erased)
        known = {release.release_id for release in store.kept()}
        if row["release_id"] not in known:
            _write(store, _release(row), tables, keep, erased)
        store.point_to(row["release_id"])
        store.retire(keep)
        return relation_of(session, release_rows(store.kept(), store.current()))


def release_rows(kept: list[Release], current: str | None) -> list[dict[str, Any]]:
    """The rows of published.releases."""
    return [{**asdict(release), "is_current": release.release_id == current} for release in kept]


def _release(row: dict[str, Any]) -> Release:
    fields = {field: row[field] for field in Release.__dataclass_fields__ if field != "released_at"}
    return Release(**fields, released_at=datetime.now(UTC).replace(tzinfo=None))


def _write(store: ReleaseStore, release: Release, tables: Mapping[str, Any], keep: int, erased: list[str]) -> None:
    """Writes under a temporary name, then adds it to the store in one step. A folder without manifest is in nobody's way."""
    folder = store.new_folder(release.release_id)
    for table, relation in tables.items():
        write_parquet(relation, parquet_of(folder, table))
    connection = connect()
    kept = sorted([release, *store.kept()], key=lambda each: each.released_at, reverse=True)[:keep]
    releases = relation_of(connection, release_rows(kept, release.release_id))
    write_parquet(releases, parquet_of(folder, "published.releases"))
    rows = write_database(connection, folder, [*tables, "published.releases"])
    connection.close()
    # Its rows were read at a door that these accounts did not pass.
    passed = {"erasure_set": set_of(erased)} if erased else {}
    manifest = {**release.as_json(), **passed, "tables": describe_files(folder, rows)}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    store.add(folder)
