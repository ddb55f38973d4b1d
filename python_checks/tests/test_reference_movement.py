"""Movement, trend and confirmed band as the specification says them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from python_checks.reference.inputs import MeasuredValue
from python_checks.reference.movement import Movement, Part, Rescored, confirmed_bands, explain, trend
from python_checks.reference.scorer import score
from python_checks.tests.scoring_world import ACCOUNT, DAY, exception, inputs, rules, values

THREE = {"m1": ("f1", "0.6", "0.5"), "m2": ("f1", "0.6", "0.5"), "m3": ("f2", "0.4", "1")}
BEFORE = DAY - timedelta(days=7)


def moved(earlier: dict[str, str | None], later: dict[str, str | None]) -> Movement:
    """From a week ago to now under one version; m1 = 1 caps at 30."""
    rulebook = rules(THREE)
    rulebook["score_exceptions"].append(exception("alarm", "m1", "=", "1", "cap", "30"))
    ago = replace(ACCOUNT, as_of_date=BEFORE)
    known: list[MeasuredValue] = values(earlier, ago) + values(later)
    results = score(inputs(rulebook, known, ago, ACCOUNT))
    dates = [
        Rescored(account, {row.measure_key: row for row in results.measures if row.as_of_date == account.as_of_date})
        for account in sorted(results.accounts, key=lambda row: row.as_of_date)
    ]
    movement = explain(dates[0], dates[0], dates[1])
    assert movement is not None
    return movement


def parts_sum(movement: Movement) -> Decimal:
    parts = [part.behaviour + part.weighting + part.coverage for part in movement.parts.values()]
    return sum(parts, start=(movement.configuration or Decimal(0)) + (movement.rule_and_override or Decimal(0)))


def test_a_measure_that_fell_is_behaviour() -> None:
    movement = moved({"m1": "80", "m2": "60", "m3": "50"}, {"m1": "50", "m2": "60", "m3": "50"})
    assert movement.parts["m1"] == Part(behaviour=Decimal(-9))
    assert movement.total == -9


def test_a_measure_that_went_missing_is_coverage_and_the_others_gain_weight() -> None:
    movement = moved({"m1": "80", "m2": "60", "m3": "50"}, {"m1": "80", "m2": None, "m3": "50"})
    assert movement.parts["m2"] == Part(coverage=Decimal(-18))
    assert movement.parts["m1"] == Part(weighting=Decimal(24))
    assert movement.total == 6 == parts_sum(movement)


def test_an_exception_is_kept_apart() -> None:
    movement = moved({"m1": "80", "m2": "60", "m3": "50"}, {"m1": "1", "m2": "60", "m3": "50"})
    assert movement.rule_and_override == 30 - Decimal("38.3")
    assert parts_sum(movement) == movement.total == 30 - 62


def test_leaving_the_score_is_not_attributed() -> None:
    movement = moved({"m1": "80", "m2": "60", "m3": "50"}, {"m1": "80", "m2": None, "m3": None})
    assert (movement.step_type, movement.total, movement.parts) == ("left", None, {})


@pytest.mark.parametrize(
    ("scores", "slope"), [("1 2 3 4 5", "1"), ("9 1 2 3 4 5", "1"), ("5 5 5 5 5", "0"), ("0 0 0 0 1", "0.2"), ("1 2 3 4", None), ("1 2 - 4 5", None)]
)
def test_the_trend_is_the_slope_over_five_dates(scores: str, slope: str | None) -> None:
    found = trend([(DAY + timedelta(weeks=week), None if text == "-" else Decimal(text)) for week, text in enumerate(scores.split())])
    assert found == (None if slope is None else Decimal(slope))


def test_in_the_trend_a_day_counts_as_a_day() -> None:
    days = (0, 7, 14, 21, 22)
    assert trend([(DAY + timedelta(days=day), Decimal(day)) for day in days]) == 7


@pytest.mark.parametrize(
    ("bands", "confirmed"), [("a a b b", "a a a b"), ("a b a b", "a a a a"), ("a - b b", "a - b b"), ("a b c c", "a a a c"), ("- a b", "- a a")]
)
def test_a_band_is_confirmed_by_its_second_date(bands: str, confirmed: str) -> None:
    found = confirmed_bands([None if band == "-" else band for band in bands.split()])
    assert found == [None if band == "-" else band for band in confirmed.split()]
