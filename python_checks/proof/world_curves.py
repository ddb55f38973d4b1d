"""Random curves, and values that hit them where it matters."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from python_checks.proof.choices import Choices

TINY = Decimal("0.0000000001")
SCALES = (0, 1, 2, 4, 10)
"""Decimals that the x of a curve may have."""


def score_pool(bounds: Sequence[Decimal]) -> list[Decimal]:
    """Heights that lead to a band's edge, to the tie below it that rounds up, and to the last score that rounds down."""
    near = [bound + step for bound in bounds for step in (Decimal(0), Decimal("-0.05"), Decimal("-0.0501"), Decimal("0.05"))]
    return [Decimal(100), Decimal(0), Decimal(50), *(height for height in near if 0 <= height <= 100)]


def curve_rows(choose: Choices, basis: str, pool: Sequence[Decimal]) -> list[dict[str, Any]]:
    """Points of a curve: x never decreases and repeats at most twice, y within 0-100 with at most 4 decimals."""
    decimals = choose.one_of(SCALES)
    low, high = (0, 100) if basis == "peer" else choose.one_of(((0, 1), (-1, 1), (0, 30), (-1000, 1_000_000), (-(10**12), 10**15)))
    distinct = sorted({choose.decimal(low, high, decimals) for _ in range(choose.integer(2, 5))})
    xs = [x for x in distinct for _ in range(2 if choose.chance(20) else 1)]
    xs = xs if len(xs) > 1 else xs * 2
    ys = [choose.one_of(pool) if choose.chance(40) or len(pool) == 1 else choose.decimal(0, 100, 4) for _ in xs]
    shape = choose.one_of(("increasing", "decreasing", "non_monotone"))
    if shape != "non_monotone":
        ys.sort(reverse=shape == "decreasing")
    return [{"point_order": order, "x": x, "y": y} for order, (x, y) in enumerate(zip(xs, ys, strict=True), 1)]


def value_pool(choose: Choices, xs: Sequence[Decimal]) -> list[Decimal]:
    """Values around the points of a measure's curves: on them, beside them, between them, beyond them; few, so that accounts tie."""
    points = sorted(set(xs))
    between = [(first + second) / 2 for first, second in pairwise(points)]
    width = max(points[-1] - points[0], Decimal(1))
    anywhere = [points[0] + width * choose.integer(-200, 1200) / 1000 for _ in range(6)]
    beside = [point + step for point in points for step in (-TINY, TINY)]
    return [*points, *(value.quantize(TINY) for value in (*between, *beside, *anywhere, Decimal(10) ** 12, -(Decimal(10) ** 12)))]
