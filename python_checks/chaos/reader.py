"""One reader of many: opens the current release again and again, as a BI tool does: `python -m python_checks.chaos.reader ROOT STOP_FILE`."""

import json
import sys
from pathlib import Path

import duckdb

from python_checks.chaos.publisher import COMPANY, TABLES

Marks = dict[str, list[str]]


def marks_in_database(current: Path) -> Marks:
    """Table -> the release marks its rows carry, read from the database through the name that readers use."""
    with duckdb.connect(str(current / "health.duckdb"), read_only=True) as connection:
        marks = {table: [row[0] for row in connection.execute(f"select distinct release_mark from {table}").fetchall()] for table in TABLES}
        marks["published.releases"] = [row[0] for row in connection.execute("select release_id from published.releases where is_current").fetchall()]
    return marks


def marks_in_parquet(current: Path) -> Marks:
    """The same from the Parquet files, of the folder that `current` means at this moment."""
    folder = current.resolve()
    found = {}
    with duckdb.connect() as connection:
        for table in TABLES:
            file = folder / f"{table.replace('.', '/')}.parquet"
            found[table] = [row[0] for row in connection.execute(f"select distinct release_mark from read_parquet('{file}')").fetchall()]
    return found


def main() -> None:
    """Reads until the stop file is there; prints what was seen as JSON."""
    root, stop = Path(sys.argv[1]), Path(sys.argv[2])
    current = root / "releases" / COMPANY / "current"
    reads, torn, errors = 0, 0, []
    seen: set[str] = set()
    while not stop.exists():
        try:
            both = [marks_in_database(current), marks_in_parquet(current)]
        except (duckdb.Error, OSError) as error:
            errors.append(type(error).__name__)
            continue
        for marks in both:
            reads += 1
            together = {mark for each in marks.values() for mark in each}
            torn += len(together) != 1 or not all(marks.values())
            seen |= together
    print(json.dumps({"reads": reads, "torn": torn, "errors": errors, "seen": sorted(seen)}))


if __name__ == "__main__":
    main()
