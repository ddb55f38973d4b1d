"""Which faults share a build: those of one merge group that do not touch what another one is judged by."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from python_checks.faults.catalogue import Injection
from python_checks.faults.kinds import KINDS, load_kinds
from python_checks.project import ROOT, read_rows

ROOM = 0.9
"""Faults of a build fill a reject budget to this share at most: rows of the clean data may lie in quarantine too."""
COUNTS = ("duplicates", "accepted", "conflicts")
TOLD = 3
"""Faults of a build that is to be blocked, or to be degraded: a rule of the gate names so many places, and each table must be named."""


@dataclass
class Batch:
    """Injections of one build."""

    company: str
    injections: list[Injection] = field(default_factory=list)

    def halves(self) -> list["Batch"]:
        """Two smaller builds, to find out which fault it was."""
        middle = len(self.injections) // 2
        return [Batch(self.company, part) for part in (self.injections[:middle], self.injections[middle:]) if part]


def batches(injections: Iterable[Injection], rows: Mapping[str, Mapping[str, int]]) -> list[Batch]:
    """Every injection in one batch. `rows` are the rows of the clean tables by company and table."""
    load_kinds()
    budgets = {f"{row['source_name']}.{row['table_name']}": float(row["reject_budget"]) for row in read_rows(ROOT / "seeds/reference/data_sources.csv")}
    done: list[Batch] = []
    open_batches: dict[tuple[str, str], list[Batch]] = {}
    for each in injections:
        if not each.merge:
            done.append(Batch(each.company, [each]))
            continue
        group = open_batches.setdefault((each.company, each.merge), [])
        found = next((batch for batch in group if _fits(each, batch, budgets, rows[each.company])), None)
        if found is None:
            found = Batch(each.company)
            group.append(found)
        found.injections.append(each)
    return [batch for group in open_batches.values() for batch in group] + done


def _fits(fault: Injection, batch: Batch, budgets: Mapping[str, float], rows: Mapping[str, int]) -> bool:
    """Its reason is new for the table, its rows fit into the budget, and it is alone in changing the form of the table."""
    same_table = [each for each in batch.injections if each.table == fault.table]
    if fault.expected in "BD":
        return not same_table and len(batch.injections) < TOLD
    if any(set(each.quarantine) & set(fault.quarantine) for each in same_table):
        return False
    if not fault.quarantine:
        return not any(_interfere(each, fault) for each in same_table if not each.quarantine)
    planted = sum(sum(each.quarantine.values()) for each in [*same_table, fault])
    landed = rows.get(fault.table, 0) + planted
    return not same_table or planted <= ROOM * budgets[fault.table] * landed


def _interfere(one: Injection, other: Injection) -> bool:
    """Both change the file's form, or the same column, or are judged by counts of the same table."""
    if KINDS[one.kind].is_of_bytes and KINDS[other.kind].is_of_bytes:
        return True
    if any(each.startswith(COUNTS) for each in one.invariants) and any(each.startswith(COUNTS) for each in other.invariants):
        return True
    is_other_row = one.kind == other.kind == "spoil" and one.arguments.get("like") != other.arguments.get("like")
    return one.column == other.column and not is_other_row


def landed_rows(folder: Path) -> dict[str, int]:
    """Table -> rows of a landing folder."""
    counts = {}
    for path in folder.glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            counts[f"{path.parent.name}.{path.stem}"] = sum(1 for _ in csv.reader(file)) - 1
    return counts
