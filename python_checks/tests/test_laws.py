"""Laws that hold for every world, tried on the compiled SQL."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings, strategies

from python_checks.proof.compiled import compiled_scoring
from python_checks.proof.engine import NULL, Engine, input_tables
from python_checks.reference.inputs import Inputs
from python_checks.reference.results import MeasureResult
from python_checks.reference.scorer import score
from python_checks.tests.scoring_world import exception, inputs, named, rules, values
from python_checks.tests.small_worlds import ACCOUNT_KEY, DECIDED, MARTS, Key, Row, built, engine, everything, shown, small_worlds

LAW = settings(DECIDED, max_examples=8)


def observed_rows(world: Inputs, is_fit: Callable[[MeasureResult], bool]) -> list[MeasureResult]:
    """Measure rows that a law can be tried on, found by the reference, which is quicker; none makes another world be tried."""
    rows = [row for row in score(world).measures if row.state == "observed" and row.is_in_sum and is_fit(row)]
    assume(rows)
    return rows


def with_value(world: Inputs, row: MeasureResult, value: Decimal | None) -> Inputs:
    """The same world but for one value."""
    key = (row.account_id, row.as_of_date, row.measure_key)
    return replace(world, values=[replace(each, value=value) if (each.account_id, each.as_of_date, each.measure_key) == key else each for each in world.values])


def key_of(row: MeasureResult) -> Key:
    return row.model_version, row.account_id, row.as_of_date


def direction(world: Inputs, row: MeasureResult) -> int:
    """1 where the curve that holds rises, -1 where it falls, 0 where it does both or neither."""
    for scorecard in (row.scorecard_key, "default"):
        own = (row.model_version, scorecard, row.measure_key)
        heights = [point["y"] for point in world.rulebook["curves"] if (point["model_version"], point["scorecard_key"], point["measure_key"]) == own]
        if heights:
            signs = {1 if after > before else -1 for before, after in pairwise(heights) if after != before}
            return signs.pop() if len(signs) == 1 else 0
    return 0


def excepted(world: Inputs, row: MeasureResult) -> bool:
    """An exception of the version reads the measure."""
    return any((rule["model_version"], rule["measure_key"]) == (row.model_version, row.measure_key) for rule in world.rulebook["score_exceptions"])


@LAW
@given(world=small_worlds(), data=strategies.data())
def test_getting_worse_on_a_monotone_curve_never_raises_the_computed_score(world: Inputs, data: strategies.DataObject) -> None:
    """Of the published score this is only true where no exception reads the measure: see below."""
    row = data.draw(strategies.sampled_from(observed_rows(world, lambda each: each.basis != "peer" and direction(world, each) != 0)))
    step = data.draw(strategies.sampled_from([Decimal(size).scaleb(-exponent) for size in (1, 3) for exponent in (10, 2, 0, -3)]))
    measures, accounts = built(world, "fct_measure_scores"), shown("fct_account_scores")
    worse = with_value(world, row, (row.measured_value or Decimal(0)) - direction(world, row) * step)
    measures_then, accounts_then = built(worse, "fct_measure_scores"), shown("fct_account_scores")
    key = key_of(row)
    assert measures_then[*key, row.measure_key]["measure_score"] <= measures[*key, row.measure_key]["measure_score"]
    assert not is_higher(accounts_then[key], accounts[key], "computed_score_exact")
    assert excepted(world, row) or not is_higher(accounts_then[key], accounts[key], "health_score_exact")


def is_higher(later: Row, earlier: Row, name: str) -> bool:
    assert (later[name] is None) == (earlier[name] is None)
    return later[name] is not None and later[name] > earlier[name]


def test_a_worse_value_may_raise_the_published_score_where_an_exception_reads_it() -> None:
    """The corner of the law: a cap that holds for better values only, or a floor for worse ones, is the rulebook's own will."""
    for rule in (exception("odd", "m1", ">=", "60", "cap", "30"), exception("odd", "m1", "<", "60", "floor", "95")):
        rulebook = rules({"m1": ("f1", "1", "1")})
        rulebook["score_exceptions"].append(rule)
        better, worse = (next(iter(built(inputs(rulebook, values({"m1": value}))).values())) for value in ("60", "59"))
        assert worse["computed_score_exact"] < better["computed_score_exact"]
        assert worse["health_score_exact"] > better["health_score_exact"]


@LAW
@given(world=small_worlds(), data=strategies.data())
def test_a_value_that_goes_missing_never_narrows_the_bounds(world: Inputs, data: strategies.DataObject) -> None:
    """True for what is missing or stale and triggers no exception; the corners where it is not stand below."""
    row = data.draw(strategies.sampled_from(observed_rows(world, lambda each: each.contribution is not None and not excepted(world, each))))
    had = built(world)[key_of(row)]
    has = built(with_value(world, row, None))[key_of(row)]
    assert has["coverage"] < had["coverage"] or row.nominal_weight < Decimal("0.0002")
    assert had["score_low"] <= had["score_high"]
    if has["computed_score_exact"] is not None:
        assert has["score_low"] <= had["score_low"]
        assert had["score_high"] <= has["score_high"]


def test_a_measure_that_stops_being_applicable_may_narrow_the_bounds() -> None:
    """The corner of the law, from the worked examples: with the second measure missing 44 to 74, without it 68 to 68."""
    rulebook = rules({"m1": ("f1", "0.6", "0.5"), "m2": ("f1", "0.6", "0.5"), "m3": ("f2", "0.4", "1")})
    rulebook["measures"][1]["needs_seats"] = True
    world = inputs(rulebook, values({"m1": "80", "m3": "50"}))
    missing, without = (next(iter(built(replace(world, spine=[named("acme", seats=seats)])).values())) for seats in (10, None))
    assert [missing[name] for name in ("score_low", "score_high", "health_score")] == [44, 74, 68]
    assert [without[name] for name in ("score_low", "score_high", "health_score")] == [68, 68, 68]


def test_a_triggered_exception_that_is_no_longer_observed_may_move_the_bounds() -> None:
    """The other corner: an exception holds both bounds while its measure is observed, and lets go of them when it is not: 20 to 20, then 45 to 55."""
    rulebook = rules({"m1": ("f1", "0.9", "1"), "m2": ("f2", "0.1", "1")})
    rulebook["score_exceptions"].append(exception("cap", "m2", "=", "100", "cap", "20"))
    with_cap, without = (
        next(iter(built(inputs(rulebook, values({"m1": "50", "m2": value}))).values())) for value in ("100", None)
    )
    assert [with_cap[name] for name in ("score_low", "score_high")] == [20, 20]
    assert [without[name] for name in ("score_low", "score_high")] == [45, 55]


@LAW
@given(world=small_worlds(), randomness=strategies.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(world: Inputs, randomness: Any) -> None:
    def shuffled(rows: Sequence[Any]) -> list[Any]:
        return randomness.sample(list(rows), len(rows))  # type: ignore[no-any-return]

    engine().score(world)
    before = everything(engine())
    seeds = {name: shuffled(rows) for name, rows in world.rulebook.items()}
    engine().score(Inputs(seeds, shuffled(world.spine), shuffled(world.values), shuffled(world.landed), shuffled(world.overrides)))
    assert everything(engine()) == before


@settings(LAW, max_examples=8)
@given(world=small_worlds())
def test_the_same_input_gives_the_same_rows_on_one_thread_and_on_four(world: Inputs) -> None:
    engine().score(world)
    before = everything(engine())
    with Engine(compiled_scoring(), threads=4) as another:
        another.score(world)
        assert everything(another) == before


@LAW
@given(world=small_worlds(), data=strategies.data())
def test_other_accounts_change_nothing_that_is_not_compared_with_them(world: Inputs, data: strategies.DataObject) -> None:
    """For absolute measures and the ratios to an own baseline, without cohort medians."""
    alone = [
        {**rule, "basis": rule["basis"].replace("peer", "absolute"), "missing_policy": rule["missing_policy"].replace("cohort_median", "neutral")}
        for rule in world.rulebook["measure_rules"]
    ]
    world = replace(world, rulebook={**world.rulebook, "measure_rules": alone})
    kept = data.draw(strategies.sampled_from(sorted({row.account_id for row in world.spine})))
    # The number of a score says nothing of the account: it is counted among all of them.
    uncounted = {"score_number": None}
    together = [{key: row | uncounted for key, row in built(world, mart).items() if key[1] == kept} for mart in MARTS[:2]]
    fewer = replace(
        world,
        spine=[row for row in world.spine if row.account_id == kept],
        values=[value for value in world.values if value.account_id == kept],
        overrides=[override for override in world.overrides if override.account_id == kept],
    )
    assert [{key: row | uncounted for key, row in built(fewer, mart).items()} for mart in MARTS[:2]] == together


@LAW
@given(world=small_worlds())
def test_exceptions_and_overrides_make_up_what_is_between_the_computed_and_the_published_score(world: Inputs) -> None:
    accounts = built(world)
    adjusted = dict.fromkeys(accounts, Decimal(0))
    for row in engine().all_rows("int_score_adjustments"):
        adjusted[tuple(row[name] for name in ACCOUNT_KEY)] += row["points"] or 0
    assert all(adjusted[key] + (row["computed_score_exact"] or 0) == (row["health_score_exact"] or 0) for key, row in accounts.items())


def test_input_rows_reach_the_engine_as_they_are() -> None:
    """NULL, an empty text, a text that looks like a comment or like NULL: none becomes another."""
    odd = [named(account_id, segment=segment) for account_id, segment in (("#1", ""), ("a,b", None), ('say "so"', "NULL"), (NULL + "x", "null"))]
    built(inputs(rules({"m1": ("f1", "1", "1")}), [], *odd))
    tables = input_tables(inputs(rules({"m1": ("f1", "1", "1")}), [], *odd))
    assert {(row["account_id"], row["segment"]) for row in tables["int_account_spine"]} == {
        (row["account_id"], row["segment"]) for row in engine().all_rows("int_account_spine")
    }
