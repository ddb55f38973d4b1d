"""A raw table of a landing folder in memory, and the folder itself."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import IO

Row = dict[str, str]


@dataclass
class Grid:
    """A CSV file: its columns in order and its rows as text."""

    columns: list[str]
    rows: list[Row]

    @property
    def key(self) -> str:
        """The key column: the contract has it first in every table."""
        return self.columns[0]

    def matching(self, where: str) -> list[Row]:
        """Rows with a value, where=column:value; all of them for an empty text; never none."""
        column, _, value = where.partition(":")
        found = [row for row in self.rows if not where or _is_like(row[column], value)]
        if not found:
            raise ValueError(f"no row has {where}")
        return found


def _is_like(text: str, value: str) -> bool:
    """Compared without case and outer blanks; 'filled' and 'empty' stand for any text and none."""
    plain = text.strip().lower()
    return bool(plain) if value == "filled" else not plain if value == "empty" else plain == value


@dataclass
class Scene:
    """What a fault may touch: a landing folder, a copied project, and how the build is called. `planted` are texts that nobody may print.

    `expected_words` must be said besides those of the catalogue; `held` are open files that the fault holds until the build has ended.
    """

    landing: Path
    workspace: Path
    company: str
    arguments: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    disturbance: dict[str, object] = field(default_factory=dict)
    planted: list[str] = field(default_factory=list)
    expected_words: list[str] = field(default_factory=list)
    held: list[IO[str]] = field(default_factory=list)
    random: Random = field(default_factory=Random)
    _grids: dict[str, Grid] = field(default_factory=dict)

    def path(self, table: str) -> Path:
        """Where a table is landed as CSV."""
        return self.landing / f"{table.replace('.', '/')}.csv"

    def grid(self, table: str) -> Grid:
        """The table in memory; it is written back by `save`."""
        if table not in self._grids:
            self._grids[table] = read_grid(self.path(table))
        return self._grids[table]

    def save(self) -> None:
        """Writes every table that was looked at."""
        for table, grid in self._grids.items():
            write_grid(self.path(table), grid)
        self._grids.clear()


def read_grid(path: Path) -> Grid:
    """A table that was landed as CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return Grid(list(reader.fieldnames or []), list(reader))


def write_grid(path: Path, grid: Grid) -> None:
    """Writes a table as CSV, columns in their order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, grid.columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(grid.rows)
