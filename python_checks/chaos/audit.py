"""Is what readers see one complete release? Asked after every kill, on a full disk and by the crowd."""

import hashlib
import json
from pathlib import Path

import duckdb

TEMPORARY = ".tmp-"


def seen_release(releases: Path) -> str | None:
    """The release readers are pointed at; None before the first."""
    link = releases / "current"
    return str(link.readlink()) if link.is_symlink() else None


def release_problems(releases: Path, allowed: set[str]) -> list[str]:
    """What is wrong with the release readers see in `releases`: not one of `allowed`, a file missing or changed, another number of rows."""
    release_id = seen_release(releases)
    if release_id not in allowed:
        return [f"readers see {release_id}, allowed are {', '.join(sorted(allowed))}"]
    folder = releases / release_id
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return [f"{release_id} has no readable manifest"]
    problems = [] if manifest["release_id"] == release_id else [f"{release_id} holds the manifest of {manifest['release_id']}"]
    for name, table in manifest["tables"].items():
        file = folder / table["file"]
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != table["sha256"]:
            problems.append(f"{release_id}: {name} is not the file of the manifest")
    return problems + database_problems(folder / "health.duckdb", {name: table["rows"] for name, table in manifest["tables"].items()})


def database_problems(path: Path, rows: dict[str, int]) -> list[str]:
    """What is wrong with the database of a release, against the rows its manifest gives each table."""
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            counts = {name: connection.execute(f"select count(*) from {name}").fetchall()[0][0] for name in rows}
    except duckdb.Error as error:
        return [f"{path.parent.name}/{path.name} cannot be read: {type(error).__name__}"]
    return [f"{path.parent.name}: {name} has {counts[name]} rows, not {count}" for name, count in rows.items() if counts[name] != count]


def leftovers(releases: Path) -> list[str]:
    """Names that a killed run left in the folder."""
    return sorted(path.name for path in releases.glob(f"{TEMPORARY}*"))
