"""What may move a computed score: exceptions of the rulebook, then one override; and the band it ends in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from python_checks.reference.inputs import Override, Row


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The lowest cap and the highest floor that were triggered; of equals the first key."""

    cap: Row | None
    floor: Row | None

    @classmethod
    def strictest(cls, rows: Sequence[Row]) -> "Exceptions":
        """Of the triggered exceptions, in the order of their keys."""
        caps = [row for row in rows if row["direction"] == "cap"]
        floors = [row for row in rows if row["direction"] == "floor"]
        return cls(
            cap=min(caps, key=lambda row: row["limit_score"], default=None),
            floor=max(floors, key=lambda row: row["limit_score"], default=None),
        )

    def applied(self, score: Decimal | None) -> Decimal | None:
        """Floors raise, caps lower, caps win."""
        if score is None:
            return None
        if self.floor:
            score = max(score, self.floor["limit_score"])
        return min(score, self.cap["limit_score"]) if self.cap else score

    def reported(self, computed: Decimal | None) -> Row | None:
        """The one a reader is told of: the cap, unless it is the floor that moved the score."""
        if self.cap is None or self.floor is None:
            return self.cap or self.floor
        is_raised = computed is not None and computed < self.floor["limit_score"] < self.cap["limit_score"]
        return self.floor if is_raised else self.cap


def active_override(overrides: Iterable[Override], objective_key: str, as_of_date: date) -> Override | None:
    """The one that began last, then the one with the greatest id by its bytes."""
    active = [each for each in overrides if each.is_active(as_of_date) and each.objective_key in (None, objective_key)]
    return max(active, key=lambda each: (each.starts_on, each.override_id.encode()), default=None)


def overridden(score: Decimal | None, override: Override | None) -> Decimal | None:
    """Cap lowers, floor raises, set replaces; where there is no score there is nothing to move."""
    if override is None or score is None:
        return score
    if override.direction == "set":
        return override.value
    return min(score, override.value) if override.direction == "cap" else max(score, override.value)


def band_of(score: Decimal, bands: Sequence[Row]) -> Row:
    """The band with lower <= score < upper; the last one, in order of the bounds, holds its upper bound too."""
    return next((band for band in bands if band["lower_bound"] <= score < band["upper_bound"]), bands[-1])
