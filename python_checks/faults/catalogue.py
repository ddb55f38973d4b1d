"""The catalogue of faults: rows of catalogue/*.csv, one injection for every place that a row names."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from python_checks.problems import InputError

CATALOGUE = Path(__file__).parent / "catalogue"
LETTERS = {"E": 2, "Q": 0, "D": 0, "B": 3, "A": 0}
"""What may happen, and the exit code it asks for: error before the build, quarantine, degrade, block, accept."""
COLUMNS = ("fault_key", "line", "company", "where", "kind", "arguments", "expected", "exit_code", "says", "quarantine", "invariants", "merge", "fast")


@dataclass(frozen=True)
class Injection:
    """One fault at one place. `table` is 'crm.accounts' or empty; `column` a column of it, the name of a rulebook fault, or empty.

    `says` are words the output must have; `quarantine` is reason and number of rows that must be there in addition to those of the clean data;
    `invariants` are names of python_checks.faults.invariants, with an argument after '='; `merge` names those that may share a build with it.
    """

    key: str
    line: str
    company: str
    table: str
    column: str
    kind: str
    arguments: dict[str, str]
    expected: str
    exit_code: int
    says: tuple[str, ...] = ()
    quarantine: dict[str, int] = field(default_factory=dict)
    invariants: tuple[str, ...] = ()
    merge: str = ""
    is_fast: bool = False

    @property
    def file(self) -> str:
        """'crm/accounts.csv'."""
        return f"{self.table.replace('.', '/')}.csv"


def read_catalogue(folder: Path = CATALOGUE) -> list[Injection]:
    """Every injection of every file, in the order of files, rows and places.

    Raises InputError for a row that cannot be read.
    """
    injections: list[Injection] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise InputError([f"{path.name} has other columns than a catalogue: give it {', '.join(COLUMNS)}."])
            for row in reader:
                injections += _injections(row, f"{path.name} line {reader.line_num}")
    return injections


def chosen(injections: Iterable[Injection], only: str | None, company: str | None, is_fast: bool) -> list[Injection]:
    """The injections asked for: `only` is a fault key or the beginning of one."""
    return [
        each
        for each in injections
        if (not only or each.key.startswith(only)) and company in (None, each.company) and (each.is_fast or not is_fast)
    ]


def _injections(row: dict[str, str], where: str) -> list[Injection]:
    if row["expected"] not in LETTERS or not row["fault_key"] or not row["kind"]:
        raise InputError([f"{where} has no key, no kind or another letter than {', '.join(LETTERS)}: complete it."])
    fast = set(row["fast"].split())
    return [_injection(row, company, place, place in fast) for company in row["company"].split() for place in row["where"].split()]


def _injection(row: dict[str, str], company: str, place: str, is_fast: bool) -> Injection:
    parts = place.split(".")
    table, column = (".".join(parts[:2]), ".".join(parts[2:])) if len(parts) > 1 else ("", place.removeprefix("-"))
    key = "__".join(filter(None, [row["fault_key"], company if company != "sample" else "", re.sub(r"\W", "_", place.removeprefix("-"))]))
    names = {"table": table, "column": column, "file": f"{table.replace('.', '/')}.csv"}
    reason, _, rows = row["quarantine"].partition("=")
    return Injection(
        key=key,
        line=row["line"],
        company=company,
        table=table,
        column=column,
        kind=row["kind"],
        arguments=dict(_argument(each) for each in row["arguments"].split(" ; ") if each),
        expected=row["expected"],
        exit_code=int(row["exit_code"] or LETTERS[row["expected"]]),
        says=tuple(each.format(**names) for each in row["says"].split("|") if each),
        quarantine={reason: int(rows or 1)} if reason else {},
        invariants=tuple(row["invariants"].split()),
        merge=row["merge"],
        is_fast=is_fast and company == "sample",
    )


def _argument(text: str) -> tuple[str, str]:
    """name=value; backslash escapes such as \\u202e stand for characters nobody sees."""
    name, _, value = text.partition("=")
    return name.strip(), value.encode("latin-1", "backslashreplace").decode("unicode_escape") if "\\" in value else value
