"""Effective weights: the weights of what is in a sum, divided so that they sum to 1 again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from python_checks.reference.exact import ZERO, quotient
from python_checks.reference.rulebook import Scorecard

Weights = Mapping[str, Decimal]


class EffectiveWeights:
    """Effective weights of one version, kept by scorecard and members: accounts share few combinations."""

    def __init__(self, factor_of: Mapping[str, str]) -> None:
        self._factor_of = factor_of
        self._known: dict[tuple[str, tuple[str, ...]], Weights] = {}

    def of(self, scorecard: Scorecard, members: Iterable[str]) -> Weights:
        """By measure key, 10 decimals; only members with a positive weight."""
        key = scorecard.scorecard_key, tuple(members)
        if key not in self._known:
            self._known[key] = self._computed(scorecard.weights, key[1])
        return self._known[key]

    def _computed(self, weights: Mapping[str, tuple[Decimal, Decimal]], members: tuple[str, ...]) -> Weights:
        positive = [measure for measure in members if nominal(weights[measure]) > 0]
        inside: dict[str, Decimal] = defaultdict(lambda: ZERO)
        factor_weights = {}
        for measure in positive:
            factor_weight, weight = weights[measure]
            inside[self._factor_of[measure]] += weight
            factor_weights[self._factor_of[measure]] = factor_weight
        all_factors = sum(factor_weights.values(), start=ZERO)
        return {
            measure: quotient(nominal(weights[measure]), all_factors * inside[self._factor_of[measure]], 10) for measure in positive
        }


def nominal(weight: tuple[Decimal, Decimal]) -> Decimal:
    """Factor weight times measure weight."""
    return weight[0] * weight[1]
