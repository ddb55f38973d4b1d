"""Which files of a landing folder hold a raw table, and which columns and rows they land."""

from dataclasses import dataclass
from pathlib import Path

from python_checks.contract import RawTable
from python_checks.problems import Problem, nearest


@dataclass(frozen=True)
class LandedTable:
    """A raw table as landed: its files, its column names as written there, its rows, and SQL that reads its contract columns as text."""

    table: RawTable
    files: tuple[Path, ...]
    columns: tuple[str, ...]
    rows: int
    sql: str

    @property
    def label(self) -> str:
        """'crm/accounts.csv', for sentences."""
        return file_label(self.table, self.files)

    def has(self, column: str) -> bool:
        """True where the contract's column is landed; names are compared without case, as DuckDB does."""
        return column.lower() in {name.lower() for name in self.columns}


def file_label(table: RawTable, files: tuple[Path, ...]) -> str:
    """How sentences name a table's file or folder of parts."""
    path = files[0]
    is_part = path.parent.name == table.name
    return f"{table.source}/{table.name}/" if is_part and len(files) > 1 else f"{table.source}/{f'{table.name}/' * is_part}{path.name}"


def find_files(folder: Path, table: RawTable) -> tuple[tuple[Path, ...], list[Problem]]:
    """The table's files (one CSV, one Parquet file or the parts of a folder), none where it is not landed, and what is wrong with them."""
    stem = folder / table.source / table.name
    single = [path for path in (stem.with_name(f"{table.name}.csv"), stem.with_name(f"{table.name}.parquet")) if path.is_file()]
    parts = sorted(path for path in stem.glob("*.parquet") if path.is_file())
    if len(single) + bool(parts) > 1:
        return (), [Problem(f"{table.full_name} is landed more than once (CSV, Parquet or a folder of parts): keep one of them.")]
    files = tuple(single or parts)
    empty = [path for path in files if path.stat().st_size == 0]
    if empty:
        return (), [Problem(f"{file_label(table, (path,))} is empty (0 bytes): land it again.") for path in empty]
    return files, []


def absent_table(folder: Path, table: RawTable) -> Problem:
    """The sentence for a table that is on and has no file, with the file that looks most like it."""
    there = folder / table.source
    names = [path.name for path in there.iterdir()] if there.is_dir() else []
    found = nearest(f"{table.name}.csv", names)
    renamed = f' (found "{found}": renamed?)' if found else ""
    return Problem(
        f"{table.full_name} is switched on and has no file {table.source}/{table.name}.csv or .parquet{renamed}: "
        f"land it, or add {table.full_name} to switched_off in landing.yml."
    )


def unread_tables(folder: Path, is_on: dict[str, bool]) -> list[str]:
    """Labels of files that are there although their table is switched off or unknown: they are not read."""
    found: set[str] = set()
    for path in sorted(folder.glob("*/*")):
        name = f"{path.parent.name}.{path.name.split('.')[0]}"
        if not path.name.startswith(".") and not is_on.get(name, False):
            found.add(f"{path.parent.name}/{path.name}")
    return sorted(found)
