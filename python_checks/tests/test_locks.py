"""The lock files: they are installed as they stand, without resolving, so they must be whole and plain."""

import re
from pathlib import Path

import pytest

from python_checks.tests.manifest import PROJECT

LOCKS = sorted([*PROJECT.glob("requirements*.lock"), *PROJECT.glob("benchmarks/**/*.lock")])
ASKED = sorted([*PROJECT.glob("requirements*.in"), *PROJECT.glob("benchmarks/**/*.in")])
PINNED = re.compile(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+( ; .+)?( \\\n    --hash=sha256:[0-9a-f]{64})+")


def pins(text: str) -> list[str]:
    return re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).rstrip("\n"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.relative_to(PROJECT)))
def test_every_package_is_pinned_once_by_version_and_hash_and_nothing_else_is_said(lock: Path) -> None:
    """An extra beside a name (`package[extra]==1.0`) sends pip looking for versions that no hash covers."""
    found = pins(lock.read_text(encoding="utf-8"))
    assert [pin for pin in found if not PINNED.fullmatch(pin)] == []
    names = [pin.split("==")[0].lower().replace("_", "-") for pin in found]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: str(asked.relative_to(PROJECT)))
def test_what_is_asked_for_is_what_is_locked(asked: Path) -> None:
    lock = asked.with_suffix(".lock").read_text(encoding="utf-8").lower()
    lines = [line.strip() for line in asked.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    wanted = [re.sub(r"\[[^\]]*\]", "", line).lower() for line in lines]
    assert [line for line in wanted if not re.search(rf"^{re.escape(line)}(?![\w.])", lock, re.MULTILINE)] == []
