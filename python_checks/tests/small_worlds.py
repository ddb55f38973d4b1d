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
