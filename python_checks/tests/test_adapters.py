"""Adapters the project does not run on: it compiles for every one of them, without a warehouse and without credentials."""

import re
import subprocess

import pytest

from python_checks.adapters import OUTPUTS
from python_checks.tests.manifest import PROJECT, models


@pytest.mark.long
def test_the_project_compiles_offline_for_every_adapter() -> None:
    """In an environment of its own (.venv-adapters): dbt loads one adapter beside the others, but none of them belongs into the one that builds."""
    done = subprocess.run(["./run", "adapters"], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    compiled = dict(re.findall(r"^(\w+): (\d+) models, tests and analyses compiled$", done.stdout, re.MULTILINE))
    assert set(compiled) == set(OUTPUTS)
    assert min(map(int, compiled.values())) > 2 * len(models())
