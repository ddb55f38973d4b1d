"""Small random worlds for Hypothesis, and one engine for all tests that need the compiled SQL."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from hypothesis import HealthCheck, settings, strategies

from python_checks.proof.choices import drawn
from python_checks.proof.compiled import compiled_scoring
from python_checks.proof.engine import Engine
from python_checks.proof.world_rules import SMALL
from python_checks.proof.worlds import random_world
from python_checks.reference.inputs import Inputs

Row = dict[str, Any]
Key = tuple[Any, ...]
ACCOUNT_KEY = ("model_version", "account_id", "as_of_date")
MARTS = ("fct_account_scores", "fct_measure_scores", "fct_factor_scores")
DECIDED = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
)
"""The same worlds in every run; `./run prove --seed` looks at others."""


@strategies.composite
def small_worlds(draw: Callable[..., Any]) -> Inputs:
    """A world of a few accounts, measures and versions; shrinks to fewer of everything."""
    return random_world(drawn(draw), SMALL)


@lru_cache(maxsize=1)
def engine() -> Engine:
    """One engine per test session; a small world is fastest on one thread."""
    return Engine(compiled_scoring(), threads=1)


def built(world: Inputs, mart: str = "fct_account_scores") -> dict[Key, Row]:
    """Every row that the SQL makes of a world, by key."""
    engine().score(world)
    return shown(mart)


def shown(mart: str) -> dict[Key, Row]:
    key = (*ACCOUNT_KEY, "measure_key") if mart == "fct_measure_scores" else ACCOUNT_KEY
    rows = engine().all_rows(mart)
    assert len(rows) == len({tuple(row[name] for name in key) for row in rows})
    return {tuple(row[name] for name in key): row for row in rows}


def everything(where: Engine) -> list[list[str]]:
    return [sorted(map(str, where.all_rows(mart))) for mart in MARTS]
