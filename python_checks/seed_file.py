"""A seed CSV edited as text: cells that are not touched keep their quotes, rows keep the order the file had."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

CELL = re.compile(r'("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)')
Row = list[str]
"""The cells of one row as written, quotes included."""


@dataclass
class SeedFile:
    """A CSV file with its header; `sorted_by` is how many leading columns its rows were sorted by when it was read."""

    path: Path
    columns: list[str]
    rows: list[Row]
    sorted_by: int
    line_end: str

    @classmethod
    def read(cls, path: Path) -> "SeedFile":
        """The file as it is on disk."""
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        header, *rows = _rows(text)
        columns = [_plain(cell) for cell in header]
        seed = cls(path, columns, rows, 0, "\r\n" if "\r\n" in text else "\n")
        seed.sorted_by = max((count for count in range(1, len(columns) + 1) if seed.rows == seed.ordered(count)), default=0)
        return seed

    def ordered(self, count: int) -> list[Row]:
        """The rows sorted by their first `count` columns, equal ones as they stand."""
        return sorted(self.rows, key=lambda row: [_plain(cell) for cell in row[:count]])

    def value(self, row: Row, column: str) -> str:
        """The text of a cell without its quotes."""
        return _plain(row[self.columns.index(column)])

    def changed(self, row: Row, changes: dict[str, str]) -> Row:
        """A copy of a row with other values; a cell that had quotes keeps them."""
        copy = list(row)
        for column, text in changes.items():
            if column in self.columns:
                index = self.columns.index(column)
                needs_quotes = (row[index].startswith('"') and text != "") or any(mark in text for mark in ',"\r\n')
                copy[index] = '"' + text.replace('"', '""') + '"' if needs_quotes else text
        return copy

    def insert(self, index: int, row: Row) -> None:
        """Adds a row before the row that is `index`-th now."""
        self.rows.insert(index, row)

    def sort_as_before(self) -> None:
        """Sorts by the leading columns that the file was sorted by, so that added rows stand where a person looks for them."""
        self.rows = self.ordered(self.sorted_by)

    def write(self) -> None:
        """Writes the file in place."""
        lines = [",".join(row) for row in [self._header(), *self.rows]]
        with self.path.open("w", encoding="utf-8", newline="") as file:
            file.write(self.line_end.join(lines) + self.line_end)

    def _header(self) -> Row:
        return [f'"{column}"' if re.search(r'[,"]', column) else column for column in self.columns]


def _rows(text: str) -> list[Row]:
    rows: list[Row] = []
    row: Row = []
    for match in CELL.finditer(text.rstrip("\r\n")):
        row.append(match[1])
        if match[2] != ",":
            rows.append(row)
            row = []
            if match[2] == "":
                break
    return [row for row in rows if row != [""]]


def _plain(cell: str) -> str:
    return next(csv.reader([cell]), [""])[0] if cell.startswith('"') else cell
