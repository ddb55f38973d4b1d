"""What is scored: accounts on dates, measured values, what was landed, overrides. Nothing here judges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
"""A row by column name: text, int, bool, Decimal, date or None in the cells."""


@dataclass(frozen=True, slots=True)
class SpineRow:
    """An account that is scored as of a date."""

    account_id: str
    as_of_date: date
    tenure_days: int
    seats: int | None = None
    segment: str | None = None
    industry: str | None = None
    renews_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeasuredValue:
    """A measure of an account as of a date; value or observed_on None where there is no answer."""

    account_id: str
    as_of_date: date
    measure_key: str
    value: Decimal | None
    observed_on: date | None


@dataclass(frozen=True, slots=True)
class Landed:
    """A column of the raw contract: is its table switched on, was the column landed."""

    source_name: str
    table_name: str
    column_name: str
    is_on: bool
    is_landed: bool


@dataclass(frozen=True, slots=True)
class Override:
    """An accepted override; an objective of None holds for all."""

    override_id: str
    account_id: str
    objective_key: str | None
    direction: str
    value: Decimal
    starts_on: date
    expires_on: date
    reason: str

    def is_active(self, as_of_date: date) -> bool:
        """From its first day up to the day before it expires."""
        return self.starts_on <= as_of_date < self.expires_on


@dataclass(frozen=True)
class Inputs:
    """Everything a score depends on. `rulebook` holds the rows of the scoring seeds by seed name."""

    rulebook: Mapping[str, Sequence[Row]]
    spine: Sequence[SpineRow]
    values: Sequence[MeasuredValue]
    landed: Sequence[Landed] = field(default_factory=tuple)
    overrides: Sequence[Override] = field(default_factory=tuple)
