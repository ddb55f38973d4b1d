"""The sample company as a landing folder, whose rows a test may change."""

import csv
from collections.abc import Callable
from pathlib import Path

from python_checks.contract import RawTable, read_contract
from python_checks.tests.manifest import PROJECT

Row = dict[str, str]


def land_sample(folder: Path, company: str, changed: Callable[[RawTable, Row], Row | None]) -> Path:
    """Writes every sample row as `changed` gives it back (None leaves it out); returns the landing folder."""
    for table in read_contract(PROJECT).values():
        path = folder / table.source / f"{table.name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with (PROJECT / f"seeds/sample/raw_{table.source}__{table.name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [new for row in reader if (new := changed(table, row)) is not None]
            with path.open("w", encoding="utf-8", newline="") as landed:
                writer = csv.DictWriter(landed, reader.fieldnames or [], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    (folder / "landing.yml").write_text(f"company: {company}\nas_of_date: 2026-06-30\nreporting_currency: USD\n", encoding="utf-8")
    return folder
