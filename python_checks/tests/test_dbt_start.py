"""A bare `dbt build` seldom walks all objects to find what may be collected."""

import gc
from collections.abc import Iterator

import pytest

from python_checks.dbt_start import FULL_COLLECTIONS, Plugin
from python_checks.project import ROOT, read_yaml


@pytest.fixture
def threshold() -> Iterator[tuple[int, int, int]]:
    before = gc.get_threshold()
    yield before
    gc.set_threshold(*before)


def test_the_profile_starts_it() -> None:
    duckdb = read_yaml(ROOT / "profiles.yml")["account_health"]["outputs"]["duckdb"]
    assert {"module": Plugin.__module__} in duckdb["plugins"]


def test_young_objects_are_collected_as_before_and_all_of_them_a_hundred_times_less_often(threshold: tuple[int, int, int]) -> None:
    Plugin("start", {})
    assert gc.isenabled()
    assert gc.get_threshold() == (*threshold[:2], FULL_COLLECTIONS)
    assert 100 * threshold[2] <= FULL_COLLECTIONS
