"""What the scorer gives: one row per account and one per measure, named as in the marts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """A measure of an account under a version as of a date. Weights and points are None where no score was computed."""

    model_version: str
    account_id: str
    as_of_date: date
    measure_key: str
    objective_key: str
    is_champion: bool
    scorecard_key: str
    factor_key: str
    basis: str
    missing_policy: str
    state: str
    measured_value: Decimal | None
    observed_on: date | None
    curve_x: Decimal | None
    cohort_level: int | None
    cohort_size: int | None
    measure_score: Decimal | None
    used_score: Decimal | None
    nominal_weight: Decimal
    effective_weight: Decimal | None
    contribution: Decimal | None
    lost_points: Decimal | None
    is_imputed: bool
    is_in_sum: bool
    is_applicable: bool


@dataclass(frozen=True, slots=True)
class AccountResult:
    """An account under a version as of a date."""

    model_version: str
    account_id: str
    as_of_date: date
    objective_key: str
    is_champion: bool
    lifecycle_stage: str
    scorecard_key: str
    score_status: str
    health_score: Decimal | None
    computed_score: Decimal | None
    score_low: Decimal | None
    score_high: Decimal | None
    health_score_exact: Decimal | None
    score_after_exceptions: Decimal | None
    computed_score_exact: Decimal | None
    health_band: str
    is_at_risk: bool
    is_band_certain: bool
    coverage: Decimal
    confidence: str | None
    exception_key: str | None
    is_overridden: bool
    override_direction: str | None
    override_reason: str | None


@dataclass(frozen=True, slots=True)
class FactorResult:
    """A factor of an account; without a member in a computed score it has only its coverage, and without an applicable one not even that."""

    model_version: str
    account_id: str
    as_of_date: date
    factor_key: str
    factor_score: Decimal | None
    effective_weight: Decimal | None
    contribution: Decimal | None
    lost_points: Decimal | None
    coverage: Decimal | None


@dataclass(frozen=True, slots=True)
class ChangeResult:
    """A part of why a champion's score moved since the grid date before; measure_key None where it is no measure's."""

    account_id: str
    objective_key: str
    as_of_date: date
    part_type: str
    measure_key: str | None
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class TrendResult:
    """Where a champion's score is heading, and the band that is confirmed."""

    account_id: str
    objective_key: str
    as_of_date: date
    trend_slope: Decimal | None
    trend: str | None
    confirmed_band: str | None


@dataclass
class Results:
    """All rows of one scoring."""

    measures: list[MeasureResult]
    accounts: list[AccountResult]
    factors: list[FactorResult]
