"""Random worlds: a rulebook, accounts, measured values, sources and overrides, with every edge hit often."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from python_checks.proof.choices import Choices
from python_checks.proof.world_curves import value_pool
from python_checks.proof.world_rules import DATES, INDUSTRIES, SEGMENTS, TABLES, RulebookMaker, Size
from python_checks.reference.inputs import Inputs, Landed, MeasuredValue, Override, SpineRow

TENURES = (400, 500, 600, 0, 29, 30, 31, 44, 45, 59, 60, 89, 90, 91, 179, 180, 2000)
OVERRIDE_IDS = ("o1", "O1", "o10", "o2", "ö", "o")


def random_world(choose: Choices, size: Size) -> Inputs:
    """A world of up to `size`, the same for the same choices."""
    rulebook = RulebookMaker(choose, size).rulebook()
    dates = DATES[-max(choose.integer(1, size.dates), choose.integer(1, size.dates)) :]
    spine = [row for number in range(choose.integer(min(size.least, size.accounts), size.accounts)) for row in _account(choose, f"a{number:04}", dates)]
    # In a calm world next to everything is there, so that scores stand for weeks and weights come out even.
    noise = choose.one_of((20, 100, 100, 200))
    return Inputs(rulebook, spine, _values(choose, rulebook, spine, noise), _landed(choose, noise), _overrides(choose, spine))


def _account(choose: Choices, account_id: str, dates: Sequence[date]) -> list[SpineRow]:
    """The account on every date on which it pays."""
    tenure = choose.one_of(TENURES)
    renewal = choose.one_of((None, 0, 89, 90, 91, 97, 300))
    segment, industry = choose.one_of((*SEGMENTS, None)), choose.one_of((*INDUSTRIES, None))
    seats = choose.one_of((None, 0, 10))
    found = []
    for as_of_date in dates:
        days = (as_of_date - dates[0]).days
        if tenure + days >= 0 and not (len(dates) > 1 and choose.chance(5)):
            renews_on = None if renewal is None or renewal < days else dates[0] + timedelta(days=renewal)
            found.append(SpineRow(account_id, as_of_date, tenure + days, seats, segment, industry, renews_on))
    return found


def _values(choose: Choices, rulebook: dict[str, list[dict[str, Any]]], spine: Sequence[SpineRow], noise: int) -> list[MeasuredValue]:
    xs = defaultdict(list)
    for row in rulebook["curves"]:
        xs[row["measure_key"]].append(row["x"])
    for row in rulebook["score_exceptions"]:
        xs[row["measure_key"]].append(row["threshold"])
    pools = {measure: value_pool(choose, points) for measure, points in xs.items()}
    usual = (0,) * (300 // noise)
    ages = {measure: (*usual, *(day for rule in rulebook["measure_rules"] for day in _edges(rule, measure))) for measure in xs}
    gaps = noise // 10
    return [
        _value(choose, account, measure, (pool, ages[measure]), gaps)
        for account in spine
        for measure, pool in pools.items()
        if not choose.chance(gaps)
    ]


def _edges(rule: dict[str, Any], measure: str) -> tuple[int, ...]:
    days = rule["validity_days"]
    return (days, days + 1, 0) if rule["measure_key"] == measure else ()


def _value(choose: Choices, account: SpineRow, measure: str, around: tuple[Sequence[Decimal], Sequence[int]], gaps: int) -> MeasuredValue:
    pool, ages = around
    value = None if choose.chance(gaps) else choose.one_of(pool)
    observed_on = None if choose.chance(gaps // 2) else account.as_of_date - timedelta(days=choose.one_of(ages))
    return MeasuredValue(account.account_id, account.as_of_date, measure, value, observed_on)


def _landed(choose: Choices, noise: int) -> list[Landed]:
    found = []
    for source, table in TABLES:
        is_on = not choose.chance(noise // 8)
        for column in ("id", "column_a", "column_b"):
            found.append(Landed(source, table, column, is_on, is_on and not (column != "id" and choose.chance(noise // 7))))
    return found


def _overrides(choose: Choices, spine: Sequence[SpineRow]) -> list[Override]:
    found = []
    for account_id in sorted({row.account_id for row in spine}):
        if choose.chance(25):
            ids = choose.some_of(OVERRIDE_IDS, 30)
            found += [_override(choose, account_id, f"{account_id}-{override_id}") for override_id in ids]
    return found


def _override(choose: Choices, account_id: str, override_id: str) -> Override:
    starts_on = choose.one_of(DATES[-2:]) + timedelta(days=choose.one_of((0, -1, 1, -7)))
    return Override(
        override_id=override_id,
        account_id=account_id,
        objective_key=choose.one_of((None, "retention", "expansion")),
        direction=choose.one_of(("cap", "floor", "set")),
        value=choose.one_of((Decimal(50), Decimal(0), Decimal(100), choose.decimal(0, 100, 1), choose.decimal(0, 100, 6))),
        starts_on=starts_on,
        expires_on=starts_on + timedelta(days=choose.one_of((1, 7, 8, 90))),
        reason=f"reason of {override_id}",
    )
