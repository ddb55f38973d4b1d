"""Writes the rows of one version and date: per account, per measure, per factor."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from python_checks.reference.account import Placed, Scored, Sums, coverage_of, points, sums_of
from python_checks.reference.exact import HUNDRED, ZERO, quotient
from python_checks.reference.inputs import Override
from python_checks.reference.outcome import account_result
from python_checks.reference.results import FactorResult, MeasureResult, Results
from python_checks.reference.rulebook import Version
from python_checks.reference.weights import EffectiveWeights, nominal


class Assembly:
    """The accounts of one version on one date, added to the results one by one."""

    def __init__(self, version: Version, results: Results) -> None:
        self._version = version
        self._results = results
        self._effective = EffectiveWeights({each.measure_key: each.factor_key for each in version.measures})

    def add(self, placed: Placed, scored: Sequence[Scored], overrides: Sequence[Override]) -> None:
        """Appends the account's rows."""
        sums = sums_of(self._version, placed, scored, self._effective)
        self._results.accounts.append(account_result(self._version, placed, scored, sums, overrides))
        factors: dict[str, list[MeasureResult]] = defaultdict(list)
        for each in scored:
            measure = self._measure(placed, each, sums)
            self._results.measures.append(measure)
            factors[measure.factor_key].append(measure)
        self._results.factors.extend(self._factor(placed, factor, members, scored) for factor, members in factors.items())

    def _measure(self, placed: Placed, scored: Scored, sums: Sums) -> MeasureResult:
        measure, used = scored.measure, scored.used_score
        weight = sums.weights.get(scored.key) if sums.computed is not None else None
        whole = nominal(placed.scorecard.weights[scored.key])
        return MeasureResult(
            model_version=self._version.row["model_version"],
            account_id=placed.account.account_id,
            as_of_date=placed.account.as_of_date,
            measure_key=scored.key,
            objective_key=self._version.row["objective_key"],
            is_champion=self._version.is_champion(placed.account.as_of_date),
            scorecard_key=placed.scorecard.scorecard_key,
            factor_key=measure.factor_key,
            basis=measure.basis,
            missing_policy=measure.missing_policy,
            state=scored.state,
            measured_value=scored.value.value if scored.value else None,
            observed_on=scored.value.observed_on if scored.value else None,
            curve_x=scored.curve_x,
            cohort_level=scored.cohort_level,
            cohort_size=scored.cohort_size,
            measure_score=scored.measure_score,
            used_score=used,
            nominal_weight=whole,
            effective_weight=weight,
            contribution=None if weight is None or used is None else points(weight, used),
            lost_points=None if weight is None or used is None else points(weight, HUNDRED - used),
            is_imputed=scored.state != "observed" and used is not None,
            is_in_sum=used is not None and whole > 0,
            is_applicable=scored.is_applicable and whole > 0,
        )

    def _factor(self, placed: Placed, factor: str, members: Sequence[MeasureResult], scored: Sequence[Scored]) -> FactorResult:
        """A factor's score is the weighted mean of its members."""
        weight, contribution, lost = (_total([getattr(each, name) for each in members]) for name in ("effective_weight", "contribution", "lost_points"))
        applicable = [each for each in scored if each.is_applicable and each.measure.factor_key == factor]
        return FactorResult(
            model_version=self._version.row["model_version"],
            account_id=placed.account.account_id,
            as_of_date=placed.account.as_of_date,
            factor_key=factor,
            factor_score=None if weight is None or contribution is None else quotient(contribution, weight, 6),
            effective_weight=weight,
            contribution=contribution,
            lost_points=lost,
            coverage=coverage_of(applicable, placed.scorecard),
        )


def _total(parts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of what is there; None where nothing is."""
    found = [part for part in parts if part is not None]
    return sum(found, start=ZERO) if found else None
