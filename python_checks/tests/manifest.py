"""The parsed project, for tests that judge the code base rather than the data."""

import fcntl
import os
import pickle
from functools import lru_cache
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any

from dbt.cli.main import dbtRunner

PROJECT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=1)
def manifest() -> dict[str, Any]:
    """dbt's manifest of the sample configuration as plain dictionaries, parsed once per test session, whichever of its processes asks first.

    Returns keys `nodes`, `sources`, `parent_map` ... as dbt documents them. Raises RuntimeError with dbt's own message where
    the project does not parse.
    """
    session = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if session is None:
        return _parsed()
    kept = Path(gettempdir()) / f"manifest-{session}.pickle"
    with kept.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # let go when the file is closed
        if not file.seek(0, os.SEEK_END):
            pickle.dump(_parsed(), file)
        file.seek(0)
        shared: dict[str, Any] = pickle.load(file)
    return shared


def _parsed() -> dict[str, Any]:
    for name in ("HEALTH_LANDING", "HEALTH_COMPANY", "HEALTH_AS_OF"):
        os.environ.pop(name, None)
    folders = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target-path", mkdtemp(), "--log-path", mkdtemp()]
    result = dbtRunner().invoke(["--quiet", "--no-partial-parse", "parse", "--target", "lint", *folders])
    if not result.success:
        raise RuntimeError(str(result.exception))
    parsed: Any = result.result
    written: dict[str, Any] = parsed.to_dict(omit_none=False)
    parsed.build_parent_and_child_maps()
    written["parent_map"] = parsed.parent_map
    return written


def models() -> dict[str, dict[str, Any]]:
    """Every model by unique id."""
    return {key: node for key, node in manifest()["nodes"].items() if node["resource_type"] == "model"}


def layer(node: dict[str, Any]) -> str:
    """The layer of a node: its first folder under models/, or `seeds/<folder>`, or the resource type."""
    parts = Path(node["original_file_path"]).parts
    return parts[1] if parts[0] == "models" else "/".join(parts[:2])


def ancestors(unique_id: str) -> set[str]:
    """Everything a node is built from, directly or not."""
    found: set[str] = set()
    waiting = list(manifest()["parent_map"].get(unique_id, []))
    while waiting:
        parent = waiting.pop()
        if parent not in found:
            found.add(parent)
            waiting += manifest()["parent_map"].get(parent, [])
    return found
