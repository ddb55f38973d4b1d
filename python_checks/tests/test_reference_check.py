"""The recomputation of a build: silent on a right one, loud on a wrong one, never satisfied with nothing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from python_checks.proof.choices import seeded
from python_checks.proof.compiled import compiled_scoring
from python_checks.proof.engine import Engine
from python_checks.proof.world_rules import Size
from python_checks.proof.worlds import random_world
from python_checks.reference.build_check import MOST_ACCOUNTS, PLACES, check_build, check_relation
from python_checks.reference.inputs import Inputs

SEED = 40


@pytest.fixture
def build() -> Iterator[Engine]:
    with Engine(compiled_scoring()) as engine:
        yield engine


def world(accounts: int) -> Inputs:
    """That many accounts at least, on several dates."""
    return next(
        made for made in (random_world(seeded(seed), Size(2 * accounts, dates=3)) for seed in range(SEED, SEED + 50)) if len(current(made)) > accounts
    )


def current(made: Inputs) -> set[str]:
    last = max(row.as_of_date for row in made.spine)
    return {row.account_id for row in made.spine if row.as_of_date == last}


def test_a_right_build_has_no_difference(build: Engine) -> None:
    made = world(40)
    build.score(made)
    found = check_build(build.connection)
    assert found.mismatches == {}, found.examples
    assert found.compared["fct_account_scores.rows"] >= len(current(made))


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        ("update marts.fct_account_scores set coverage = coverage - 0.0001 where coverage > 0", "fct_account_scores.coverage"),
        ("update marts.fct_account_scores set health_band = 'healthy'", "fct_account_scores.health_band"),
        ("update marts.fct_measure_scores set state = 'observed' where state = 'missing'", "fct_measure_scores.state"),
        ("update marts.fct_measure_scores set contribution = 0 where contribution is null", "fct_measure_scores.contribution"),
        ("delete from marts.fct_account_scores", "fct_account_scores.rows"),
        ("insert into marts.fct_measure_scores select * from marts.fct_measure_scores", "fct_measure_scores.rows"),
    ],
)
def test_a_wrong_build_is_noticed(build: Engine, change: str, figure: str) -> None:
    build.score(world(40))
    build.connection.execute(change)
    assert check_build(build.connection).mismatches[figure] > 0


def test_of_many_accounts_a_fixed_sample_is_recomputed_among_all_its_peers(build: Engine) -> None:
    made = world(MOST_ACCOUNTS + 100)
    everybody = [replace(row, measure_key=row.measure_key) for row in made.values]
    rules = [{**row, "basis": "peer", "missing_policy": "cohort_median"} for row in made.rulebook["measure_rules"]]
    build.score(replace(made, values=everybody, rulebook={**made.rulebook, "measure_rules": rules}))
    found = check_build(build.connection)
    assert found.mismatches == {}, found.examples
    champions = {row["objective_key"] for row in build.all_rows("fct_account_scores") if row["is_champion"]}
    assert MOST_ACCOUNTS <= found.compared["fct_account_scores.rows"] <= MOST_ACCOUNTS * len(champions)


def test_the_model_has_a_row_per_figure_and_none_where_nothing_was_compared(build: Engine) -> None:
    build.score(world(40))
    tables = {table: build.connection.table(f"{schema}.{table}") for schema, names in PLACES.items() for table in names}
    rows = check_relation(build.connection, tables).fetchall()
    assert len(rows) == len({row[0] for row in rows}) > 30
    assert all(compared > 0 == mismatches for _, compared, mismatches in rows)
    build.connection.execute("delete from intermediate.int_account_spine")
    assert check_relation(build.connection, tables).fetchall() == []
