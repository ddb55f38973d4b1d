"""Engines without Python models: every one of them has a SQL twin that waits for the same tables, and switches keep the two apart."""

import re
from pathlib import Path

from python_checks.tests.manifest import PROJECT

PYTHON_MODELS = sorted((PROJECT / "models").rglob("*.py"))
TWINS = {path.stem: path for folder in ("other_engines", "not_evaluated") for path in (PROJECT / "models").rglob(f"{folder}/*.sql")}


def read_by(path: Path) -> set[str]:
    """The names of the models a file refers to, in either language."""
    return set(re.findall(r"""\bref\(['"](\w+)['"]""", path.read_text(encoding="utf-8")))


def test_every_python_model_has_a_twin_in_sql() -> None:
    assert PYTHON_MODELS
    assert {path.stem for path in PYTHON_MODELS} == set(TWINS)


def test_the_twin_of_the_preflight_waits_for_the_same_rulebook() -> None:
    """Else an account row could be read before a test of the rulebook has passed."""
    preflight = PROJECT / "models/staging/preflight.py"
    assert read_by(preflight) - read_by(TWINS["preflight"]) == set()


def test_the_twin_of_the_releases_waits_for_every_published_table() -> None:
    published = {name for name in read_by(PROJECT / "models/published/releases.py") if name.startswith("account_health")}
    assert published
    assert published - read_by(TWINS["releases"]) == set()


def test_no_twin_reads_the_environment() -> None:
    """dbt would parse it again where that changes, and take it for its enabled twin of the same name."""
    assert [name for name, path in TWINS.items() if "env_var" in path.read_text(encoding="utf-8")] == []
