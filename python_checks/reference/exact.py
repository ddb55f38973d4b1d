"""Decimal arithmetic that is exact or fails: nothing is rounded but where a rule says so, half away from zero."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, localcontext

_FAILURES = [InvalidOperation, DivisionByZero, Overflow]
_EXACT = Context(prec=120, rounding=ROUND_HALF_UP, traps=[*_FAILURES, Inexact])
_ROUNDING = Context(prec=120, rounding=ROUND_HALF_UP, traps=_FAILURES)
_UNITS = [Decimal(1).scaleb(-decimals) for decimals in range(11)]
ZERO = Decimal(0)
HUNDRED = Decimal(100)


@contextmanager
def exact_arithmetic() -> Iterator[None]:
    """Inside, an operation whose result would not be exact raises decimal.Inexact."""
    with localcontext(_EXACT):
        yield


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value with at most 10 decimals, half away from zero."""
    return value.quantize(_UNITS[decimals], context=_ROUNDING)


def quotient(numerator: Decimal, denominator: Decimal, decimals: int) -> Decimal:
    """The exact rational, rounded once. Raises decimal.InvalidOperation for a zero denominator."""
    divisor = abs(denominator)
    whole, remainder = divmod(abs(numerator).scaleb(decimals), divisor)
    size = (whole + 1 if 2 * remainder >= divisor else whole).scaleb(-decimals)
    return -size if (numerator < 0) != (denominator < 0) else size


def median(ordered: Sequence[Decimal]) -> Decimal:
    """The middle one of scores in order; of two middles half their sum, to 6 decimals."""
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return rounded((ordered[middle - 1] + ordered[middle]) * _UNITS[1] * 5, 6)


class Curve:
    """Points (x, y) by x, which never decreases; a repeated x is a step."""

    def __init__(self, points: Sequence[tuple[Decimal, Decimal]]) -> None:
        self.points = points
        self._xs = [x for x, _ in points]

    def height(self, x: Decimal) -> Decimal:
        """The measure score at x, 6 decimals: level outside the points, straight between them, at a step the later point's."""
        reached = bisect_right(self._xs, x)
        if reached == 0:
            return self.points[0][1]
        x0, y0 = self.points[reached - 1]
        if reached == len(self.points):
            return y0
        x1, y1 = self.points[reached]
        return quotient(y0 * (x1 - x0) + (x - x0) * (y1 - y0), x1 - x0, 6)
