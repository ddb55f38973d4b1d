"""From the computed score of an account to what is published: exceptions, override, rounding, band, confidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from python_checks.reference.account import Placed, Scored, Sums
from python_checks.reference.exact import rounded
from python_checks.reference.inputs import Override, Row
from python_checks.reference.limits import Exceptions, active_override, band_of, overridden
from python_checks.reference.results import AccountResult
from python_checks.reference.rulebook import Version
from python_checks.reference.states import triggered


@dataclass(frozen=True, slots=True)
class _Outcome:
    status: str
    after_exceptions: Decimal | None
    exact: Decimal | None
    low: Decimal | None
    high: Decimal | None
    exception: Row | None
    override: Override | None


def account_result(version: Version, placed: Placed, scored: Sequence[Scored], sums: Sums, overrides: Sequence[Override]) -> AccountResult:
    """The row of an account."""
    outcome = _outcome(version, placed, scored, sums, overrides)
    health = _published(outcome.exact)
    band = None if health is None else band_of(health, version.bands)
    override = outcome.override
    return AccountResult(
        model_version=version.row["model_version"],
        account_id=placed.account.account_id,
        as_of_date=placed.account.as_of_date,
        objective_key=version.row["objective_key"],
        is_champion=version.is_champion(placed.account.as_of_date),
        lifecycle_stage=placed.stage,
        scorecard_key=placed.scorecard.scorecard_key,
        score_status=outcome.status,
        health_score=health,
        computed_score=_published(sums.computed),
        score_low=outcome.low,
        score_high=outcome.high,
        health_score_exact=outcome.exact,
        score_after_exceptions=outcome.after_exceptions,
        computed_score_exact=sums.computed,
        health_band=outcome.status if band is None else band["health_band"],
        is_at_risk=band is not None and band["counts_as_at_risk"],
        is_band_certain=band is not None and all(_is_in(bound, band, version.bands) for bound in (outcome.low, outcome.high)),
        coverage=sums.coverage,
        confidence=_confidence(version, sums.coverage, placed.account.tenure_days) if outcome.status == "scored" else None,
        exception_key=outcome.exception["exception_key"] if outcome.exception else None,
        is_overridden=override is not None,
        override_direction=override.direction if override else None,
        override_reason=override.reason if override else None,
    )


def _outcome(version: Version, placed: Placed, scored: Sequence[Scored], sums: Sums, overrides: Sequence[Override]) -> _Outcome:
    observed = {each.key: each.value for each in scored if each.state == "observed" and each.value is not None}
    exceptions = Exceptions.strictest(triggered(version.exceptions, observed))
    override = active_override(overrides, version.row["objective_key"], placed.account.as_of_date)
    is_set = override is not None and override.direction == "set"
    ruled = exceptions.applied(sums.computed)
    low, high = (_published(overridden(exceptions.applied(bound), override)) for bound in (sums.low, sums.high))
    return _Outcome(
        status="scored" if is_set else sums.status,
        after_exceptions=ruled,
        exact=override.value if override is not None and is_set else overridden(ruled, override),
        low=low,
        high=high,
        exception=exceptions.reported(sums.computed),
        override=override,
    )


def _published(score: Decimal | None) -> Decimal | None:
    return None if score is None else rounded(score, 1)


def _is_in(score: Decimal | None, band: Row, bands: Sequence[Row]) -> bool:
    return score is not None and band_of(score, bands) is band


def _confidence(version: Version, coverage: Decimal, tenure_days: int) -> str | None:
    """The first level whose coverage and tenure are reached."""
    return next(
        (level["confidence"] for level in version.confidence_levels if coverage >= level["min_coverage"] and tenure_days >= level["min_tenure_days"]), None
    )
