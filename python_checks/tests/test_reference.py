"""The reference scorer against what the specification says in words and numbers."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal, Inexact

import pytest

from python_checks.reference.cohorts import Cohorts
from python_checks.reference.exact import Curve, exact_arithmetic, median, quotient, rounded
from python_checks.reference.inputs import Inputs, Override
from python_checks.reference.results import AccountResult, MeasureResult
from python_checks.reference.scorer import score
from python_checks.tests.scoring_world import DAY, exception, inputs, named, rules, values

TWO_FACTORS = {"m1": ("f1", "0.6", "0.5"), "m2": ("f1", "0.6", "0.5"), "m3": ("f2", "0.4", "1")}


def scored(world: Inputs, account: str = "acme") -> AccountResult:
    return next(row for row in score(world).accounts if row.account_id == account)


def measured(world: Inputs, measure: str, account: str = "acme") -> MeasureResult:
    return next(row for row in score(world).measures if (row.account_id, row.measure_key) == (account, measure))


def shown(row: AccountResult, names: str) -> list[object]:
    return [getattr(row, name) for name in names.split()]


def example(policy: str, **given: str | None) -> Inputs:
    rulebook = rules(TWO_FACTORS)
    for rule in rulebook["measure_rules"]:
        rule["missing_policy"] = policy if rule["measure_key"] == "m2" else "redistribute"
    return inputs(rulebook, values(given))


def test_the_first_worked_example_redistributes() -> None:
    account = scored(example("redistribute", m1="80", m3="50"))
    assert shown(account, "health_score_exact coverage score_low score_high") == [68, Decimal("0.7"), 44, 74]
    weights = [row.effective_weight for row in score(example("redistribute", m1="80", m3="50")).measures]
    assert weights == [Decimal("0.6"), None, Decimal("0.4")]


def test_neutral_gives_59_and_worst_44() -> None:
    assert scored(example("neutral", m1="80", m3="50")).health_score_exact == 59
    assert scored(example("worst", m1="80", m3="50")).health_score_exact == 44


def test_what_is_not_applicable_leaves_the_sum_and_the_bounds() -> None:
    world = example("neutral", m1="80", m3="50")
    world.rulebook["measures"][1]["needs_seats"] = True  # type: ignore[index]
    account = scored(replace(world, spine=[named("acme", seats=None)]))
    assert shown(account, "health_score_exact coverage score_low score_high") == [68, 1, 68, 68]


def test_a_coverage_of_three_tenths_is_insufficient() -> None:
    account = scored(example("redistribute", m1="80"))
    assert shown(account, "score_status coverage health_score health_band") == ["insufficient_data", Decimal("0.3"), None, "insufficient_data"]


def test_six_equal_measures_at_100_are_published_as_100() -> None:
    six = {f"m{number}": ("f1", "1", "0.125") for number in range(8)}
    account = scored(inputs(rules(six), values({f"m{number}": "100" for number in range(6)})))
    assert shown(account, "health_score_exact health_score health_band") == [Decimal("100.000002"), 100, "high"]


def test_a_curve_is_straight_between_its_points_and_level_beyond() -> None:
    curve = Curve([(Decimal(7), Decimal(0)), (Decimal(30), Decimal(100))])
    assert [curve.height(Decimal(x)) for x in (18, 7, 30, -5, 99)] == [Decimal("47.826087"), 0, 100, 0, 100]


def test_at_a_step_the_later_point_holds() -> None:
    curve = Curve([(Decimal(x), Decimal(y)) for x, y in (("0", "0"), ("0.5", "0"), ("0.5", "50"), ("1", "50"), ("1", "100"))])
    assert [curve.height(Decimal(x)) for x in ("0.4999999999", "0.5", "0.9999999999", "1")] == [0, 50, 50, 100]


@pytest.mark.parametrize(("text", "decimals", "right"), [("0.25", 1, "0.3"), ("-0.25", 1, "-0.3"), ("0.2499999999", 1, "0.2"), ("59.95", 1, "60.0")])
def test_halves_are_rounded_away_from_zero(text: str, decimals: int, right: str) -> None:
    assert rounded(Decimal(text), decimals) == Decimal(right)


def test_a_quotient_is_rounded_once() -> None:
    assert [quotient(Decimal(n), Decimal(d), 2) for n, d in ((1, 8), (-1, 8), (1, -8), (2, 3), (0, 5))] == [
        Decimal("0.13"),
        Decimal("-0.13"),
        Decimal("-0.13"),
        Decimal("0.67"),
        0,
    ]


def test_arithmetic_that_is_not_exact_fails() -> None:
    with exact_arithmetic(), pytest.raises(Inexact):
        Decimal(1) / 3


def test_the_median_of_two_middles_is_half_their_sum() -> None:
    assert median([Decimal(1), Decimal("2.000001"), Decimal("2.000002"), Decimal(9)]) == Decimal("2.000002")


def test_a_peer_stands_in_the_middle_of_its_equals() -> None:
    peers = [(named(f"a{number}"), Decimal(figure)) for number, figure in enumerate((1, 2, 2, 4))]
    cohorts = Cohorts(peers, min_cohort=4)
    assert [cohorts.percentile(account, figure, is_peer=True).figure for account, figure in peers] == [Decimal("12.5"), 50, 50, Decimal("87.5")]
    assert cohorts.percentile(named("new"), Decimal(3), is_peer=False).figure == 70


def test_too_small_a_cohort_is_widened() -> None:
    peers = [(named(f"a{number}", industry=industry), Decimal(number)) for number, industry in enumerate(("retail", "retail", "health", None))]
    assert [Cohorts(peers, size).percentile(*peers[0], is_peer=True).cohort_level for size in (1, 2, 3, 4, 5)] == [1, 1, 2, 2, 3]
    assert Cohorts(peers, 1).percentile(*peers[3], is_peer=True).cohort_level == 2


@pytest.mark.parametrize(("age", "state"), [(60, "observed"), (61, "stale")])
def test_the_last_day_of_validity_counts(age: int, state: str) -> None:
    world = example("redistribute", m1="80", m2="10", m3="50")
    world = replace(world, values=[replace(value, observed_on=DAY - timedelta(days=age)) for value in world.values])
    assert measured(world, "m2").state == state


@pytest.mark.parametrize(("tenure", "status"), [(29, "too_new"), (30, "scored")])
def test_grace_ends_after_its_last_day(tenure: int, status: str) -> None:
    account = scored(replace(example("neutral", m1="80", m3="50"), spine=[named("acme", tenure_days=tenure)]))
    assert (account.score_status, account.health_score is None, account.confidence is None) == (status, tenure == 29, tenure == 29)


def test_caps_win_over_floors_and_the_lowest_cap_over_others() -> None:
    world = example("redistribute", m1="80", m2="80", m3="80")
    limits = [("a", "cap", "70"), ("b", "cap", "60"), ("c", "floor", "90"), ("d", "floor", "65")]
    world.rulebook["score_exceptions"].extend(exception(key, "m1", ">=", "80", kind, limit) for key, kind, limit in limits)  # type: ignore[attr-defined]
    assert shown(scored(world), "health_score computed_score exception_key") == [60, 80, "b"]


def override(direction: str, value: str, **changes: object) -> Override:
    made = Override("o1", "acme", None, direction, Decimal(value), DAY, DAY + timedelta(days=1), "reason")
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("direction", "value", "right"), [("cap", "90", 68), ("cap", "50", 50), ("floor", "50", 68), ("floor", "90", 90), ("set", "10", 10)])
def test_a_cap_only_lowers_and_a_floor_only_raises(direction: str, value: str, right: int) -> None:
    account = scored(replace(example("redistribute", m1="80", m3="50"), overrides=[override(direction, value)]))
    assert shown(account, "health_score computed_score is_overridden") == [right, 68, True]


def test_a_score_set_where_none_could_be_computed_has_no_bounds() -> None:
    account = scored(replace(example("redistribute", m1="80"), overrides=[override("set", "80")]))
    assert shown(account, "score_status health_score computed_score score_low") == ["scored", 80, None, None]
    assert not account.is_band_certain


def test_the_override_that_began_last_wins_then_the_greatest_id() -> None:
    rivals = [
        override("set", "1", starts_on=DAY - timedelta(days=1), override_id="z"),
        override("set", "2", override_id="B"),
        override("set", "3", override_id="a"),
        override("set", "4", override_id="zz", starts_on=DAY - timedelta(days=9), expires_on=DAY),
    ]
    assert scored(replace(example("neutral", m1="80", m3="50"), overrides=rivals)).health_score == 3
