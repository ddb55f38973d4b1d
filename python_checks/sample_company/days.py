"""Dates of the sample company. Nothing here reads the clock: the company lives from FIRST_DAY to AS_OF."""

from datetime import date, datetime, time, timedelta
from random import Random

FIRST_DAY = date(2025, 7, 1)
AS_OF = date(2026, 6, 30)
SEED = "sample-company"


def rng_for(*words: object) -> Random:
    """Return a generator that depends on the words only, so that a change to one account leaves all others as they are."""
    return Random(":".join([SEED, *map(str, words)]))


def moment(day: date, rng: Random, first_hour: int = 7, last_hour: int = 18) -> datetime:
    """Return a second of the day (UTC) within the hours given, both inclusive."""
    return datetime.combine(day, time(rng.randint(first_hour, last_hour), rng.randint(0, 59), rng.randint(0, 59)))


def utc(instant: datetime | None) -> str:
    """Return an instant as ISO-8601 text in UTC; empty text for none."""
    return f"{instant.isoformat()}Z" if instant else ""


def with_offset(instant: datetime, hours: int) -> str:
    """Return a UTC instant as ISO-8601 text in the zone that many whole hours (0-9) ahead of UTC."""
    return f"{(instant + timedelta(hours=hours)).isoformat()}+0{hours}:00"


def iso(day: date | None) -> str:
    """Return a date as ISO-8601 text; empty text for none."""
    return day.isoformat() if day else ""


def later(day: date, days: int) -> date:
    """Return the date that many days later."""
    return day + timedelta(days=days)


def every_day(first: date, last: date) -> list[date]:
    """Return all dates from first to last, both inclusive; empty when last is earlier."""
    return [later(first, offset) for offset in range((last - first).days + 1)]


def same_day_next_months(first: date, months: int) -> date:
    """Return the date whole months later, never after the 28th so that every month has it."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, min(first.day, 28))


def next_anniversary(started_on: date, after: date) -> date:
    """Return the first yearly return of a date that is after another date."""
    months = 12
    while same_day_next_months(started_on, months) <= after:
        months += 12
    return same_day_next_months(started_on, months)
