"""Random weights: at most four decimals, zeros among them, summing to 1 after the fallback to the default scorecard."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from python_checks.proof.choices import Choices

WHOLE = 10_000
"""1 in units of the fourth decimal."""


def weight_rows(choose: Choices, column: str, keys: Sequence[str], scorecards: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of one group of keys; the first scorecard, the default, has them all, the others some of their own."""
    shared: dict[str, int] = {}
    rows = []
    for scorecard in scorecards:
        own = _own_weights(choose, keys, shared)
        shared = shared or own
        rows += [{"scorecard_key": scorecard, column: key, "weight": Decimal(weight).scaleb(-4)} for key, weight in own.items()]
    return rows


def _own_weights(choose: Choices, keys: Sequence[str], shared: dict[str, int]) -> dict[str, int]:
    """Weights that sum to 1 with those that fall back to the shared ones; all of them where nothing is shared yet."""
    own = choose.some_of(keys, 60) if shared else list(keys)
    if not own:
        return {}
    whole = WHOLE - sum(weight for key, weight in shared.items() if key not in own)
    unit = choose.one_of((1, 100, 2500))
    if whole % unit:
        unit = 1
    shares = _even(len(own), whole // unit) if choose.chance(25) else choose.shares(len(own), whole // unit)
    return dict(zip(own, (share * unit for share in shares), strict=True))


def _even(count: int, whole: int) -> list[int]:
    """As even as whole numbers can be: what is left over goes to the first."""
    return [whole // count + (whole % count if number == 0 else 0) for number in range(count)]
