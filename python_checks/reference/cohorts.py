"""Who is compared with whom: same industry and segment, else same segment, else everybody."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from python_checks.reference.exact import HUNDRED, median, quotient
from python_checks.reference.inputs import SpineRow

EVERYBODY = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure taken from a cohort: a percentile or a median."""

    figure: Decimal
    cohort_level: int
    cohort_size: int


class Cohorts:
    """The figures of one measure on one date, by cohort. Only accounts that are not too new are peers."""

    def __init__(self, peers: Iterable[tuple[SpineRow, Decimal]], min_cohort: int) -> None:
        self._min_cohort = min_cohort
        self._figures: dict[Hashable, list[Decimal]] = defaultdict(list)
        for account, figure in peers:
            for _, cohort in _cohorts_of(account):
                self._figures[cohort].append(figure)
        for figures in self._figures.values():
            figures.sort()

    def percentile(self, account: SpineRow, figure: Decimal, is_peer: bool) -> Standing:
        """Where the account stands among its peers, itself always counted, 10 decimals."""
        joining = 0 if is_peer else 1
        level, figures = self._cohort(account, joining)
        if joining:
            figures = list(figures)
            insort(figures, figure)
        below = bisect_left(figures, figure)
        equal = bisect_right(figures, figure) - below
        size = len(figures)
        return Standing(quotient(HUNDRED * (2 * below + equal), Decimal(2 * size), 10), level, size)

    def median(self, account: SpineRow) -> Standing | None:
        """The median of the account's peers; None where there is no peer at all."""
        level, figures = self._cohort(account, 0)
        return Standing(median(figures), level, len(figures)) if figures else None

    def _cohort(self, account: SpineRow, joining: int) -> tuple[int, Sequence[Decimal]]:
        for level, cohort in _cohorts_of(account):
            figures = self._figures.get(cohort, [])
            if level == EVERYBODY or len(figures) + joining >= self._min_cohort:
                return level, figures
        raise AssertionError("everybody is a cohort")


def _cohorts_of(account: SpineRow) -> list[tuple[int, Hashable]]:
    """The account's cohorts, the narrowest first; what is unknown matches nothing."""
    cohorts: list[tuple[int, Hashable]] = []
    if account.segment is not None:
        if account.industry is not None:
            cohorts.append((1, (account.segment, account.industry)))
        cohorts.append((2, account.segment))
    return [*cohorts, (EVERYBODY, None)]
