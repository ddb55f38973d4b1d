"""Which release was carried to a server last, written down beside the releases, so that it can be said when readers there see another one."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from python_checks.project import ROOT, read_rows
from python_checks.publication.released import content_of
from python_checks.release_store import sync

COLUMNS = ("published_at", "place", "release_id", "content")
POSTGRES = "postgres"


def write_down(company: str, release_id: str, content: str, root: Path = ROOT) -> None:
    """One more row of releases/<company>/publications.csv, where it says something new."""
    path = _path(company, root)
    rows = read_rows(path)
    if rows and (rows[-1]["release_id"], rows[-1]["content"]) == (release_id, content):
        return
    row = (f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", POSTGRES, release_id, content)
    try:
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([row] if rows else [COLUMNS, row])
        sync(path)
    except OSError as error:
        print(f"  ! {path.name} was not written ({error.strerror}): nobody will be told when PostgreSQL falls behind.")


def behind_lines(company: str, root: Path = ROOT) -> list[str]:
    """A line where a server was published to and holds something else than readers of the release see; else nothing."""
    rows = read_rows(_path(company, root))
    current = root / "releases" / company / "current"
    if not rows or not (current / "manifest.json").is_file():
        return []
    release_id, content = content_of(current)
    if rows[-1]["content"] == content:
        return []
    changed = "as it was before accounts were erased from it" if rows[-1]["release_id"] == release_id else f"not {release_id}"
    return [f"  ! PostgreSQL still shows release {rows[-1]['release_id']}, {changed}: ./run publish postgres carries it over."]


def _path(company: str, root: Path) -> Path:
    return root / "releases" / company / "publications.csv"
