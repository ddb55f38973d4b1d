"""The shipped rulebook where it changes its mind: every curve point, band edge, validity day, policy, threshold, grace and cohort size."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pytest

from python_checks.proof.prove import scored_twice
from python_checks.proof.shipped import everything_landed, shipped_rulebook
from python_checks.reference.inputs import Inputs, MeasuredValue, Override, SpineRow
from python_checks.tests.small_worlds import engine

DAY = date(2026, 6, 29)
TINY = Decimal("0.0000000001")
TYPICAL = SpineRow("typical", DAY, tenure_days=400, seats=50, segment="smb", industry="retail")
CARDS = {"default": {}, "enterprise": {"segment": "enterprise"}, "onboarding": {"tenure_days": 89}}
NOT_APPLICABLE = {"onboarding": {"mrr_change_180d"}}
RULEBOOK = shipped_rulebook()
CHAMPION = "2026.1"
RULES = {row["measure_key"]: row for row in RULEBOOK["measure_rules"] if row["model_version"] == CHAMPION}
Rows = dict[tuple[str, str], dict[str, Any]]


def points(scorecard: str, measure: str) -> list[tuple[Decimal, Decimal]]:
    """The curve as the seed has it: its own, else the default scorecard's."""
    rows = [row for row in RULEBOOK["curves"] if (row["model_version"], row["measure_key"]) == (CHAMPION, measure)]
    own = [row for row in rows if row["scorecard_key"] == scorecard] or [row for row in rows if row["scorecard_key"] == "default"]
    return [(row["x"], row["y"]) for row in sorted(own, key=lambda row: row["point_order"])]


def typical_values(account: SpineRow, **changed: Decimal | None) -> list[MeasuredValue]:
    """The second point of every curve, but for what is changed; the champion is there."""
    found = {measure: points("default", measure)[1][0] for measure in RULES} | {"champion_left_90d": Decimal(0)} | changed
    return [MeasuredValue(account.account_id, DAY, measure, value, DAY) for measure, value in found.items()]


def curve_accounts() -> Iterator[tuple[SpineRow, list[MeasuredValue]]]:
    """One account per scorecard, measure and x: on the point, just beside it, and half way to the next."""
    for card, attributes in CARDS.items():
        for measure in RULES:
            xs = sorted({x for x, _ in points(card, measure)})
            between = [((first + second) / 2).quantize(TINY) for first, second in pairwise(xs)]
            for x in (*xs, *between, *(x - TINY for x in xs), *(x + TINY for x in xs)):
                account = replace(TYPICAL, account_id=f"{card} {measure} {x.normalize():f}", **attributes)  # type: ignore[arg-type]
                yield account, typical_values(account, **{measure: x})


def age_accounts() -> Iterator[tuple[SpineRow, list[MeasuredValue]]]:
    """Per measure: on the last day of its validity and the day after; without a value, without its date, without a row."""
    for measure, rule in RULES.items():
        last_day = DAY - timedelta(days=rule["validity_days"])
        odd: dict[str, Any] = {"last": last_day, "late": last_day - timedelta(days=1), "valueless": DAY, "dateless": None, "rowless": DAY}
        for kind, observed_on in odd.items():
            account = replace(TYPICAL, account_id=f"{kind} {measure}")
            values = typical_values(account, **({measure: None} if kind == "valueless" else {}))
            dated = [replace(each, observed_on=observed_on) if each.measure_key == measure else each for each in values]
            yield account, [each for each in dated if not (kind == "rowless" and each.measure_key == measure)]


def attribute_accounts() -> Iterator[tuple[SpineRow, list[MeasuredValue]]]:
    """Around every number of days that the rulebook counts, around the seats, and cohorts of 19 and of 20."""
    changes: list[dict[str, Any]] = [{"tenure_days": days} for days in (0, 29, 30, 89, 90, 179, 180)]
    changes += [{"renews_on": DAY + timedelta(days=days)} for days in (0, 90, 91)]
    changes += [{"seats": None}, {"seats": 0}, {"segment": None}, {"industry": None}]
    for change in changes:
        account = replace(TYPICAL, account_id=" ".join(map(str, (*change, *change.values()))), **change)
        yield account, typical_values(account)
    for size in (19, 20):
        for number in range(size):
            account = replace(TYPICAL, account_id=f"cohort of {size} {number}", industry=f"industry of {size}")
            yield account, typical_values(account, median_resolution_hours_90d=Decimal(-number))


def band_overrides() -> Iterator[tuple[str, Decimal]]:
    """Account and score set for it, around every edge of a band."""
    edges = {row[name] for row in RULEBOOK["health_bands"] for name in ("lower_bound", "upper_bound")}
    for edge in sorted(edges):
        for step in ("-0.050001", "-0.05", "-0.000001", "0", "0.049999", "0.05"):
            score = edge + Decimal(step)
            if 0 <= score <= 100:
                yield f"set {score}", score


def world(rulebook: dict[str, Any], made: list[tuple[SpineRow, list[MeasuredValue]]]) -> Inputs:
    made += [(account, typical_values(account)) for name, _ in band_overrides() for account in [replace(TYPICAL, account_id=name)]]
    overrides = [Override(f"o {name}", name, None, "set", score, DAY, DAY + timedelta(days=1), "edge") for name, score in band_overrides()]
    values = [value for _, each in made for value in each]
    return Inputs(rulebook, [account for account, _ in made], values, everything_landed(RULEBOOK), overrides)


@lru_cache(maxsize=1)
def champions_rows() -> tuple[Rows, dict[str, dict[str, Any]]]:
    """What the SQL says under the champion: measures by account and measure, accounts by account; all versions equal the reference."""
    compared = scored_twice(engine(), world(RULEBOOK, [*curve_accounts(), *age_accounts(), *attribute_accounts()]))
    assert compared.mismatches == {}, compared.examples
    measures, accounts = ([row for row in engine().all_rows(mart) if row["model_version"] == CHAMPION] for mart in ("fct_measure_scores", "fct_account_scores"))
    return {(row["account_id"], row["measure_key"]): row for row in measures}, {row["account_id"]: row for row in accounts}


@pytest.mark.parametrize("policy", ["redistribute", "cohort_median", "neutral", "worst"])
def test_what_is_not_observed_scores_as_the_reference_says_under_every_policy(policy: str) -> None:
    rules = [{**row, "missing_policy": policy} for row in RULEBOOK["measure_rules"]]
    compared = scored_twice(engine(), world({**RULEBOOK, "measure_rules": rules}, [*age_accounts(), *attribute_accounts()]))
    assert compared.mismatches == {}, compared.examples


def test_every_curve_point_gives_its_own_height() -> None:
    measures, _ = champions_rows()
    wrong = []
    for card in CARDS:
        for measure in {measure for measure, rule in RULES.items() if rule["basis"] != "peer"} - NOT_APPLICABLE.get(card, set()):
            rows = {x: measures[f"{card} {measure} {x.normalize():f}", measure] for x, _ in points(card, measure)}
            wrong += [(card, measure, x) for x, y in dict(points(card, measure)).items() if rows[x]["measure_score"] != y]
    assert wrong == []


def test_every_validity_day_is_the_last_on_which_a_value_counts() -> None:
    measures, _ = champions_rows()
    right = {"last": "observed", "late": "stale", "valueless": "missing", "dateless": "missing", "rowless": "missing"}
    assert {(kind, measures[f"{kind} {measure}", measure]["state"]) for kind in right for measure in RULES} == set(right.items())


def test_every_policy_is_followed() -> None:
    measures, _ = champions_rows()
    for measure, rule in RULES.items():
        row = measures[f"rowless {measure}", measure]
        assert row["is_imputed"] == (rule["missing_policy"] == "cohort_median"), measure


def test_every_band_begins_at_its_lower_bound() -> None:
    _, accounts = champions_rows()
    bands = sorted((row["lower_bound"], row["health_band"]) for row in RULEBOOK["health_bands"] if row["model_version"] == CHAMPION)
    for name, score in band_overrides():
        published = score.quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert accounts[name]["health_band"] == [band for lower, band in bands if lower <= published][-1], name


def test_stages_grace_and_scorecards_change_on_their_day() -> None:
    _, accounts = champions_rows()
    said = {key: (row["score_status"], row["lifecycle_stage"], row["scorecard_key"]) for key, row in accounts.items()}
    assert said["tenure_days 29"][0] == "too_new"
    assert said["tenure_days 30"] == ("scored", "onboarding", "onboarding")
    assert said["tenure_days 89"][1:] == ("onboarding", "onboarding")
    assert said["tenure_days 90"][1:] == ("steady", "default")
    assert [said[f"renews_on {DAY + timedelta(days=days)}"][1] for days in (0, 90, 91)] == ["renewal", "renewal", "steady"]


def test_a_cohort_of_twenty_is_large_enough_and_one_of_nineteen_is_not() -> None:
    measures, _ = champions_rows()
    levels = {size: {measures[f"cohort of {size} {number}", "median_resolution_hours_90d"]["cohort_level"] for number in range(size)} for size in (19, 20)}
    assert levels == {19: {2}, 20: {1}}


def test_exceptions_hold_from_their_threshold() -> None:
    measures, accounts = champions_rows()
    limits = {("overdue_share", "0.5"): None, ("overdue_share", "0.5000000001"): "heavily_overdue", ("account_team_pulse", "1"): "team_alarm"}
    limits |= {("champion_left_90d", "1"): "champion_left", ("champion_left_90d", "0.9999999999"): None, ("account_team_pulse", "1.0000000001"): None}
    for (measure, x), key in limits.items():
        assert (f"default {measure} {x}", measure) in measures
        assert accounts[f"default {measure} {x}"]["exception_key"] == key
