"""What limits are taken from: seeds, switches and the last release. Nothing that judges is written in a suite."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from python_checks.contract import Contract


class NotEvaluatedError(Exception):
    """A promise cannot be judged now; the text says why, without data values."""


@dataclass(frozen=True)
class Portrait:
    """The accounts of one release, primary objective, newest date: what a new release is compared with. Shares are counts by word."""

    rules: frozenset[str]
    accounts: int
    scored: int
    score_mean: float | None
    score_spread: float | None
    coverage_mean: float | None
    arr: float | None
    bands: Mapping[str, int]
    confidences: Mapping[str, int]

    @property
    def scored_share(self) -> float:
        """The share of accounts with a score."""
        return self.scored / self.accounts


@dataclass(frozen=True)
class Evidence:
    """Everything a limit can be derived from. `off` and `budgets` speak of tables like crm.accounts; `limits` are pairs of least and most."""

    as_of_date: date
    future_days: int
    limits: Mapping[str, tuple[float | None, float | None]]
    codes: Mapping[str, Sequence[str]]
    owners: Mapping[str, str]
    budgets: Mapping[str, float]
    off: frozenset[str]
    contract: Contract
    rules: frozenset[str] = frozenset()
    released: Portrait | None = None
    customer_columns: Sequence[str] = field(default_factory=tuple)

    def limit(self, key: str) -> tuple[float | None, float | None]:
        """Least and most of a row of the seed expectation_limits."""
        if key not in self.limits:
            raise NotEvaluatedError(f"the seed expectation_limits has no row {key}")
        return self.limits[key]

    def before(self) -> Portrait:
        """The last release, where comparing with it says something.

        Raises NotEvaluatedError without a release, with too few accounts in it, or where the rulebook is another one.
        """
        if self.released is None:
            raise NotEvaluatedError("there is no release to compare with")
        least = self.limit("accounts_to_compare")[0] or 0
        if self.released.scored < least:
            raise NotEvaluatedError(f"the last release has fewer than {least:g} scored accounts")
        if self.released.rules != self.rules:
            raise NotEvaluatedError("the rulebook is another one than in the last release")
        return self.released


Known = Callable[[Evidence], Any]
"""A value that is known only when the promise is judged."""


def least(key: str) -> Known:
    """The lower end of a limit."""
    return lambda evidence: evidence.limit(key)[0]


def most(key: str) -> Known:
    """The upper end of a limit."""
    return lambda evidence: evidence.limit(key)[1]


def codes(key: str) -> Known:
    """The words a column may hold: of the seed enum_map for raw columns (billing.invoices.status), of the rulebook for health_band and so on."""

    def find(evidence: Evidence) -> list[str]:
        if not evidence.codes.get(key):
            raise NotEvaluatedError(f"no words are known for {key}")
        return sorted(evidence.codes[key])

    return find


def budget(table: str) -> Known:
    """The share of rows of a raw table that may be turned away."""
    return lambda evidence: evidence.budgets[table]


def required_columns(table: str) -> Known:
    """The columns that the contract wants of a raw table."""
    return lambda evidence: [column.name for column in evidence.contract[table].columns if column.is_required]


def end_of_time(evidence: Evidence) -> datetime:
    """The moment after which everything is in the future: the as-of date, and a day or so of time zones."""
    return datetime.combine(evidence.as_of_date, datetime.min.time()) + timedelta(days=evidence.future_days + 1)


def shifted(figure: str, key: str, end: int) -> Known:
    """A figure of the last release plus the least (end 0) or the most (end 1) of a limit; None where that end is open."""

    def find(evidence: Evidence) -> float | None:
        before, step = getattr(evidence.before(), figure), evidence.limit(key)[end]
        return None if before is None or step is None else before + step

    return find


def scaled(figure: str, key: str, end: int) -> Known:
    """A figure of the last release times the least (end 0) or the most (end 1) of a limit; None where that end is open."""

    def find(evidence: Evidence) -> float | None:
        before, factor = getattr(evidence.before(), figure), evidence.limit(key)[end]
        if not before:
            raise NotEvaluatedError("the last release has nothing to compare with")
        return None if factor is None else before * factor

    return find


def shares(figure: str, key: str) -> Known:
    """The shares of words in the last release, over every word that may come; one is added to each count, so that a new word is rare and not impossible."""

    def find(evidence: Evidence) -> dict[str, list[Any]]:
        before: Mapping[str, int] = getattr(evidence.before(), figure)
        words = sorted(set(before) | set(evidence.codes.get(key, ())))
        total = sum(before.values()) + len(words)
        return {"values": words, "weights": [(before.get(word, 0) + 1) / total for word in words]}

    return find
