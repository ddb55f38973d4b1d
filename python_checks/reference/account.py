"""An account on the way to its score, and the sums over its measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from python_checks.reference.exact import HUNDRED, ZERO, quotient, rounded
from python_checks.reference.inputs import MeasuredValue, SpineRow
from python_checks.reference.rulebook import Measure, Scorecard, Version
from python_checks.reference.weights import EffectiveWeights, Weights, nominal


@dataclass(frozen=True, slots=True)
class Placed:
    """An account with its lifecycle stage and scorecard under a version."""

    account: SpineRow
    stage: str
    scorecard: Scorecard
    is_too_new: bool


@dataclass(slots=True)
class Scored:
    """A measure of an account; filled step by step."""

    measure: Measure
    state: str
    value: MeasuredValue | None = None
    curve_x: Decimal | None = None
    cohort_level: int | None = None
    cohort_size: int | None = None
    measure_score: Decimal | None = None
    used_score: Decimal | None = None

    @property
    def key(self) -> str:
        """The measure's key."""
        return self.measure.measure_key

    @property
    def is_applicable(self) -> bool:
        """Observed, missing or stale."""
        return self.state != "not_applicable"


@dataclass(frozen=True, slots=True)
class Sums:
    """What the measures of an account add up to; computed, low and high are None where the status is not `scored`."""

    weights: Weights
    coverage: Decimal
    status: str
    computed: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def points(weight: Decimal, score: Decimal) -> Decimal:
    """A score's part of a sum, 6 decimals."""
    return rounded(weight * score, 6)


def sums_of(version: Version, placed: Placed, scored: Sequence[Scored], effective: EffectiveWeights) -> Sums:
    """Weights, coverage and status; where that is `scored`, the computed score and its bounds before any limit."""
    weights = effective.of(placed.scorecard, (each.key for each in scored if each.used_score is not None))
    applicable = [each for each in scored if each.is_applicable]
    coverage = coverage_of(applicable, placed.scorecard) or ZERO
    if placed.is_too_new:
        return Sums(weights, coverage, "too_new")
    if coverage < version.row["min_coverage"] or not weights:
        return Sums(weights, coverage, "insufficient_data")
    full = effective.of(placed.scorecard, (each.key for each in applicable))
    computed = sum((points(weights[each.key], each.used_score) for each in scored if each.used_score is not None and each.key in weights), start=ZERO)
    return Sums(weights, coverage, "scored", computed, _bound(applicable, full, ZERO), _bound(applicable, full, HUNDRED))


def coverage_of(applicable: Sequence[Scored], scorecard: Scorecard) -> Decimal | None:
    """Nominal weight of what was observed over that of all that applies, 4 decimals; None where nothing applies."""
    whole = sum((nominal(scorecard.weights[each.key]) for each in applicable), start=ZERO)
    observed = sum((nominal(scorecard.weights[each.key]) for each in applicable if each.state == "observed"), start=ZERO)
    return quotient(observed, whole, 4) if whole else None


def _bound(applicable: Sequence[Scored], full: Weights, unobserved: Decimal) -> Decimal:
    return sum(
        (points(full[each.key], unobserved if each.measure_score is None else each.measure_score) for each in applicable if each.key in full), start=ZERO
    )
