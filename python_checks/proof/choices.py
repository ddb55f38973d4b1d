"""Where a random world gets its randomness from: a seed, or Hypothesis, which can then shrink a world that fails."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

Option = TypeVar("Option")


class Choices:
    """Random choices; smaller numbers and earlier options are the simpler ones."""

    def __init__(self, integer: Callable[[int, int], int]) -> None:
        self.integer = integer
        """A whole number between two, both included."""

    def one_of(self, options: Sequence[Option]) -> Option:
        """One of the options."""
        return options[self.integer(0, len(options) - 1)]

    def chance(self, percent: int) -> bool:
        """True that often."""
        return self.integer(0, 99) >= 100 - percent

    def some_of(self, options: Sequence[Option], percent: int) -> list[Option]:
        """Every option with that chance, in order."""
        return [option for option in options if self.chance(percent)]

    def decimal(self, low: int, high: int, decimals: int) -> Decimal:
        """A decimal between two whole numbers with at most that many decimals."""
        return Decimal(self.integer(low * 10**decimals, high * 10**decimals)).scaleb(-decimals)

    def shares(self, count: int, whole: int) -> list[int]:
        """Non-negative whole numbers that sum to `whole`; some are often 0."""
        cuts = sorted(self.integer(0, whole) for _ in range(count - 1))
        return [after - before for before, after in zip([0, *cuts], [*cuts, whole], strict=True)]


def seeded(seed: int) -> Choices:
    """The same choices for the same seed."""
    return Choices(Random(seed).randint)


def drawn(draw: Callable[..., Any]) -> Choices:
    """Choices of Hypothesis, from the draw function of a composite strategy."""
    from hypothesis import strategies

    return Choices(lambda low, high: int(draw(strategies.integers(low, high))))
