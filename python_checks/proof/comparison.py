"""Compares every figure of the marts with the reference: one count per column, and the first rows that differ."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from python_checks.proof.engine import Engine
from python_checks.reference.results import AccountResult, FactorResult, MeasureResult, Results

KEYS = {"fct_account_scores": 3, "fct_measure_scores": 4, "fct_factor_scores": 4}
"""How many of the first columns identify a row."""


@dataclass
class Comparison:
    """Figures compared and figures that differ, by `table.column`; `examples` says which, without more than a few."""

    compared: Counter[str] = field(default_factory=Counter)
    mismatches: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, other: "Comparison") -> None:
        """Adds the counts of another comparison."""
        self.compared.update(other.compared)
        self.mismatches.update(other.mismatches)
        self.examples = (self.examples + other.examples)[:20]

    def differs(self, what: str, example: str) -> None:
        """Counts a difference."""
        self.mismatches[what] += 1
        if len(self.examples) < 20:
            self.examples.append(f"{what}: {example}")


def compare(engine: Engine, results: Results) -> Comparison:
    """Compares what the engine has just built with the reference's results."""
    comparison = Comparison()
    pairs: list[tuple[str, type, Sequence[Any]]] = [
        ("fct_account_scores", AccountResult, results.accounts),
        ("fct_measure_scores", MeasureResult, results.measures),
        ("fct_factor_scores", FactorResult, results.factors),
    ]
    for table, kind, expected in pairs:
        columns = [each.name for each in fields(kind)]
        built = engine.rows(table, columns)
        if table == "fct_factor_scores":
            built = [row for row in built if row[-1] is not None]
        compare_rows(comparison, (table, columns, KEYS[table]), built, [tuple(getattr(row, name) for name in columns) for row in expected])
    return comparison


def compare_rows(
    comparison: Comparison, shape: tuple[str, Sequence[str], int], built: Sequence[tuple[Any, ...]], expected: Sequence[tuple[Any, ...]]
) -> None:
    """Compares rows by key; `shape` is table name, columns, number of key columns. Missing, extra and repeated rows count too."""
    table, columns, width = shape
    wanted = {row[:width]: row for row in expected}
    found = {row[:width]: row for row in built}
    comparison.compared.update({f"{table}.{column}": len(wanted) for column in columns[width:]})
    comparison.compared[f"{table}.rows"] += len(wanted)
    for key in wanted.keys() ^ found.keys():
        comparison.differs(f"{table}.rows", f"{key} only in the {'SQL' if key in found else 'reference'}")
    for key, rows in Counter(row[:width] for row in built).items():
        if rows > 1:
            comparison.differs(f"{table}.rows", f"{key} {rows} times in the SQL")
    for key in wanted.keys() & found.keys():
        if wanted[key] != found[key]:
            for column, right, is_value in zip(columns, wanted[key], found[key], strict=True):
                if right != is_value:
                    comparison.differs(f"{table}.{column}", f"{key} is {is_value}, should be {right}")
