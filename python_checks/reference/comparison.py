"""Compares rows with the reference's, figure by figure."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from python_checks.reference.results import AccountResult, ChangeResult, FactorResult, MeasureResult, Results, TrendResult

MARTS: dict[str, tuple[type, int]] = {
    "fct_account_scores": (AccountResult, 3),
    "fct_measure_scores": (MeasureResult, 4),
    "fct_factor_scores": (FactorResult, 4),
    "fct_score_changes": (ChangeResult, 5),
    "fct_score_trends": (TrendResult, 3),
}
"""What a mart is compared with, and how many of the first columns identify a row."""
MOST_EXAMPLES = 20


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
        self.examples = (self.examples + other.examples)[:MOST_EXAMPLES]

    def differs(self, figure: str, example: str) -> None:
        """Counts a difference."""
        self.mismatches[figure] += 1
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(f"{figure}: {example}")


def compare(expected: Mapping[str, Sequence[Any]], rows_of: Callable[[str, Sequence[str]], Sequence[tuple[Any, ...]]]) -> Comparison:
    """Compares marts with the rows they should have; `rows_of` gives the rows of a mart with the columns asked for."""
    comparison = Comparison()
    for mart, rows in expected.items():
        kind, width = MARTS[mart]
        columns = [each.name for each in fields(kind)]
        _compare_rows(comparison, (mart, columns, width), rows_of(mart, columns), [tuple(getattr(row, name) for name in columns) for row in rows])
    return comparison


def scores(results: Results) -> dict[str, Sequence[Any]]:
    """The rows that the three marts of scores should have."""
    return {"fct_account_scores": results.accounts, "fct_measure_scores": results.measures, "fct_factor_scores": results.factors}


def _compare_rows(
    comparison: Comparison, shape: tuple[str, Sequence[str], int], built: Sequence[tuple[Any, ...]], expected: Sequence[tuple[Any, ...]]
) -> None:
    """Compares rows by key; `shape` is name, columns, number of key columns. Missing, extra and repeated rows differ as rows."""
    mart, columns, width = shape
    wanted = {row[:width]: row for row in expected}
    found = {row[:width]: row for row in built}
    comparison.compared.update({f"{mart}.{figure}": len(wanted) for figure in ("rows", *columns[width:])})
    for key in sorted(wanted.keys() ^ found.keys(), key=str):
        comparison.differs(f"{mart}.rows", f"{key} only in the {'marts' if key in found else 'reference'}")
    for key, count in Counter(row[:width] for row in built).items():
        if count > 1:
            comparison.differs(f"{mart}.rows", f"{key} {count} times in the marts")
    for key in wanted.keys() & found.keys():
        if wanted[key] != found[key]:
            for column, right, is_now in zip(columns, wanted[key], found[key], strict=True):
                if right != is_now:
                    comparison.differs(f"{mart}.{column}", f"{key} is {is_now}, should be {right}")
