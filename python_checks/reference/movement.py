"""Why a score moved between two neighbouring grid dates, how it trends, and which band is confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from python_checks.reference.exact import ZERO, exact_arithmetic, rounded
from python_checks.reference.results import AccountResult, MeasureResult

HALF = Decimal("0.5")
TREND_WEEKS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """What one measure did: observed on both dates it behaves and is weighted, else its coverage changed."""

    behaviour: Decimal = ZERO
    weighting: Decimal = ZERO
    coverage: Decimal = ZERO


@dataclass(frozen=True)
class Movement:
    """The change of health_score_exact. Only where `is_attributed` do the parts say why, and sum to `total`."""

    is_attributed: bool
    total: Decimal | None
    configuration: Decimal | None = None
    rule_and_override: Decimal | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True)
class Rescored:
    """One account as of one date under one version, with its measures."""

    account: AccountResult
    measures: Mapping[str, MeasureResult]


def explain(before: Rescored, before_by_new: Rescored | None, after: Rescored) -> Movement:
    """From `before` (its champion's score) to `after`; `before_by_new` is the earlier date under the later champion, None where it has no row."""
    total = _difference(after.account.health_score_exact, before.account.health_score_exact)
    rescored = before_by_new.account.computed_score_exact if before_by_new else None
    if before_by_new is None or rescored is None or before.account.computed_score_exact is None or after.account.computed_score_exact is None:
        return Movement(is_attributed=False, total=total)
    keys = sorted(before_by_new.measures.keys() | after.measures.keys())
    with exact_arithmetic():
        return Movement(
            is_attributed=True,
            total=total,
            configuration=rescored - before.account.computed_score_exact,
            rule_and_override=_moved_by_rules(after.account) - _moved_by_rules(before.account),
            parts={key: _part(before_by_new.measures.get(key), after.measures.get(key)) for key in keys},
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


def trend(scores: Sequence[Decimal | None]) -> Decimal | None:
    """Least-squares slope in points per week over the last five grid weeks, the oldest first; None where one of them has no score."""
    last = [score for score in scores[-TREND_WEEKS:] if score is not None]
    if len(last) < TREND_WEEKS:
        return None
    with exact_arithmetic():
        return (2 * (last[4] - last[0]) + last[3] - last[1]).scaleb(-1)


def confirmed_bands(bands: Sequence[str | None]) -> list[str | None]:
    """Per grid week, the oldest first, the band that holds: a new one after two weeks in a row, the first at once; None (unscored) resets."""
    confirmed: list[str | None] = []
    for number, band in enumerate(bands):
        held = confirmed[-1] if confirmed else None
        is_second_week = number > 0 and bands[number - 1] == band
        confirmed.append(band if band is None or held is None or is_second_week else held)
    return confirmed
