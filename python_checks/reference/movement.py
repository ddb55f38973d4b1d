"""Why a score moved between two neighbouring grid dates, how it trends, and which band is confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from python_checks.reference.exact import ZERO, exact_arithmetic, quotient, rounded
from python_checks.reference.results import AccountResult, MeasureResult

HALF = Decimal("0.5")
TREND_DATES = 5
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Part:
    """What one measure did: observed on both dates it behaves and is weighted, else its coverage changed."""

    behaviour: Decimal = ZERO
    weighting: Decimal = ZERO
    coverage: Decimal = ZERO


@dataclass(frozen=True)
class Movement:
    """The change of health_score_exact. Only where the step is `attributed` do the parts say why, and sum to `total`."""

    step_type: str
    total: Decimal | None
    configuration: Decimal | None = None
    rule_and_override: Decimal | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True)
class Rescored:
    """One account as of one date under one version, with its measures."""

    account: AccountResult
    measures: Mapping[str, MeasureResult]


def explain(before: Rescored | None, before_by_new: Rescored | None, after: Rescored | None) -> Movement | None:
    """From `before` (its champion's score) to `after`, either None where the account has no row; None where it has no score on either date.

    `before_by_new` is the earlier date under the later champion, None where that version did not judge it.
    """
    was, is_now = (each.account.health_score_exact if each else None for each in (before, after))
    was_computed, rescored, computed = (each.account.computed_score_exact if each else None for each in (before, before_by_new, after))
    total = _difference(is_now, was)
    if was is None and is_now is None:
        return None
    if before is None or after is None or is_now is None or was is None or was_computed is None or computed is None:
        return Movement("left" if is_now is None else "entered" if was is None and computed is not None else "set_on_unscored", total)
    if before_by_new is None or rescored is None:
        return Movement("unattributed", total)
    with exact_arithmetic():
        return Movement(
            step_type="attributed",
            total=total,
            configuration=rescored - was_computed,
            rule_and_override=_moved_by_rules(after.account) - _moved_by_rules(before.account),
            parts={key: _part(before_by_new.measures.get(key), after.measures.get(key)) for key in before_by_new.measures.keys() | after.measures.keys()},
        )


def _difference(later: Decimal | None, earlier: Decimal | None) -> Decimal | None:
    return None if later is None or earlier is None else later - earlier


def _moved_by_rules(account: AccountResult) -> Decimal:
    return _difference(account.health_score_exact, account.computed_score_exact) or ZERO


def _part(before: MeasureResult | None, after: MeasureResult | None) -> Part:
    earlier, later = ((each and each.contribution) or ZERO for each in (before, after))
    if before is None or after is None or before.measure_score is None or after.measure_score is None:
        return Part(coverage=later - earlier)
    weights = (before.effective_weight or ZERO) + (after.effective_weight or ZERO)
    behaviour = rounded(HALF * weights * (after.measure_score - before.measure_score), 6)
    return Part(behaviour=behaviour, weighting=later - earlier - behaviour)


def trend(scores: Sequence[tuple[date, Decimal | None]]) -> Decimal | None:
    """Least-squares slope in points per week, 4 decimals, over the last five grid dates, the oldest first; None where one has no score."""
    last = [(Decimal(day.toordinal()), score) for day, score in scores[-TREND_DATES:] if score is not None]
    if len(last) < TREND_DATES:
        return None
    with exact_arithmetic():
        days, heights = sum(day for day, _ in last), sum(score for _, score in last)
        covariance = TREND_DATES * sum(day * score for day, score in last) - days * heights
        variance = TREND_DATES * sum(day * day for day, _ in last) - days * days
        return quotient(DAYS_OF_A_WEEK * Decimal(covariance), Decimal(variance), 4)


def confirmed_bands(bands: Sequence[str | None]) -> list[str | None]:
    """Per grid date, the oldest first, the band that holds: a new one after two dates in a row, the first at once; None (unscored) resets."""
    confirmed: list[str | None] = []
    for number, band in enumerate(bands):
        held = confirmed[-1] if confirmed else None
        is_second_date = number > 0 and bands[number - 1] == band
        confirmed.append(band if band is None or held is None or is_second_date else held)
    return confirmed
