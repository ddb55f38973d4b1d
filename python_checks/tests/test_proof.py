"""The scoring SQL and the reference scorer give the same figures, and the comparison notices where they do not."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings

from python_checks.proof.choices import seeded
from python_checks.proof.compiled import CompiledScoring, compiled_scoring
from python_checks.proof.engine import Engine
from python_checks.proof.prove import Proof, prove, run_prove, scored_twice
from python_checks.proof.world_rules import Size
from python_checks.proof.worlds import random_world
from python_checks.reference.inputs import Inputs
from python_checks.tests.manifest import models
from python_checks.tests.small_worlds import DECIDED, engine, small_worlds

FEW, MANY = 1500, 10_000
FOR_SENTENCES = {"int_observed_measures", "int_peer_values"}
"""They choose what a sentence tells of a score, and judge nothing."""


@pytest.mark.parametrize("accounts", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_random_accounts_score_the_same(accounts: int) -> None:
    proof = prove(compiled_scoring(), accounts)
    assert proof.comparison.mismatches == {}, proof.comparison.examples
    assert proof.accounts == accounts
    assert min(proof.comparison.compared.values()) > accounts / 2


@settings(DECIDED, max_examples=50)
@given(world=small_worlds())
def test_small_worlds_score_the_same(world: Inputs) -> None:
    compared = scored_twice(engine(), world)
    assert compared.mismatches == {}, compared.examples


def test_every_scoring_model_is_proved() -> None:
    scoring = {node["name"] for node in models().values() if "intermediate/scoring" in node["original_file_path"]}
    assert scoring - {model.name for model in compiled_scoring().models} == FOR_SENTENCES


MUTANTS = [
    ("int_account_lifecycles", "tenure_days < versions.grace_days", "tenure_days <= versions.grace_days"),
    ("int_account_lifecycles", "days_to_renewal <= ", "days_to_renewal < "),
    ("int_account_scorecards", "order by scorecards.priority", "order by scorecards.priority desc"),
    ("int_measure_availability", "requirements.column_name is null or landed.is_landed", "true"),
    ("int_measure_states", "> readings.validity_days", ">= readings.validity_days"),
    ("int_peer_positions", "peers + itself >= min_cohort", "peers >= min_cohort"),
    ("int_peer_positions", "or spine.segment is not null", "or true"),
    ("resolved_rules", "case when measure_rules.basis = 'peer' then versions.min_cohort end", "null"),
    ("int_curve_heights", "asked.curve_x >= pieces.holds_from", "asked.curve_x > pieces.holds_from"),
    ("int_cohort_medians", "* 0.5, 6)", "* 0.5 - 0.0000005, 6)"),
    ("int_used_scores", "'neutral' then 50", "'neutral' then 0"),
    ("int_measure_contributions", "is_applicable then measure_weight", "is_in_sum then measure_weight"),
    ("int_measure_contributions", "+ 5000000000) // 10000000000", ") // 10000000000"),
    ("int_computed_scores", "< versions.min_coverage", "<= versions.min_coverage"),
    ("int_triggered_exceptions", "measured_value > score_exceptions.threshold", "measured_value >= score_exceptions.threshold"),
    ("int_active_overrides", "overrides.expires_on > ", "overrides.expires_on >= "),
    ("int_active_overrides", "overrides.override_id desc", "overrides.override_id"),
    ("int_limited_scores", "when overrides.override_direction = 'set'", "when computed_status = 'scored' and overrides.override_direction = 'set'"),
    ("fct_account_scores", "health_score < score_band.upper_bound", "health_score <= score_band.upper_bound"),
    ("fct_account_scores", "round(health_score_exact, 1)", "floor(health_score_exact * 10) / 10"),
    ("int_score_steps", "rejudged_score - previous_computed_score", "computed_score - previous_computed_score"),
    ("int_score_steps", "is null and computed_score is not null then 'entered'", "is null then 'entered'"),
    ("int_measure_steps", "coalesce(earlier.contribution, 0)", "earlier.contribution"),
    ("fct_score_trends", "score_count = 5", "score_count >= 4"),
    ("fct_confirmed_bands", "previous_date_number != date_number - 1", "false"),
]
"""Slips somebody could make: model, what stands there, what would stand there."""


def mutated(model: str, right: str, wrong: str) -> CompiledScoring:
    scoring = compiled_scoring()
    assert any(each.name == model and right in each.sql for each in scoring.models), f"{model} does not say {right} any more"
    changed = [replace(each, sql=each.sql.replace(right, wrong)) if each.name == model else each for each in scoring.models]
    return CompiledScoring(scoring.inputs, changed)


@pytest.fixture(scope="module")
def worlds() -> list[Inputs]:
    return [random_world(seeded(seed), Size(accounts=80, dates=2 if seed % 2 else 7, min_cohort=6)) for seed in range(100, 130)]


@pytest.mark.parametrize(("model", "right", "wrong"), MUTANTS, ids=lambda text: text.replace(" ", "_")[:40])
def test_a_slip_in_the_sql_is_noticed(worlds: list[Inputs], model: str, right: str, wrong: str) -> None:
    with Engine(mutated(model, right, wrong), threads=1) as mutant:
        assert any(is_noticed(mutant, world) for world in worlds)


def is_noticed(mutant: Engine, world: Inputs) -> bool:
    """Another figure than the reference's, or one that does not even fit its type."""
    try:
        return bool(scored_twice(mutant, world).mismatches)
    except duckdb.ConversionException:
        return True


def test_prove_writes_what_it_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "target").mkdir()
    monkeypatch.setattr("python_checks.proof.prove.compiled_scoring", lambda _: mutated("int_used_scores", "'neutral' then 50", "'neutral' then 0"))
    assert run_prove(accounts=300, seed=1, root=tmp_path) == 1
    written = json.loads((tmp_path / "target/prove.json").read_text(encoding="utf-8"))
    assert written["accounts"] == 300
    assert written["mismatches"] == sum(figure["mismatches"] for figure in written["figures"].values()) > 0
    assert written["failing_seeds"]
    assert "fct_measure_scores.used_score" in capsys.readouterr().out


def test_nothing_compared_says_so() -> None:
    assert Proof().as_json(1)["comparisons"] == 0
