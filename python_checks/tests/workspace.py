"""A copy of the project in a folder of its own, so that end-to-end tests never touch the checkout's builds and releases."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from python_checks.tests.manifest import PROJECT

LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv*", "spark_warehouse", "target", "logs", "releases", "*.duckdb", "*.lock", "__pycache__", ".*_cache", ".hypothesis"
)
SHARED_DATA = PROJECT.parent / "shared" / "data"


PARSED = Path("target/partial_parse.msgpack")
FIRST_PARSED = PROJECT / "target" / "workspace_parse.msgpack"
"""The project as dbt read it in the first workspace that was built: dbt takes over what did not change since, and reads the rest anew."""


def make_workspace(folder: Path) -> Path:
    """Copy the project into `folder` and return it."""
    shutil.copytree(PROJECT, folder, ignore=LEFT_BEHIND, dirs_exist_ok=True)
    if FIRST_PARSED.is_file():
        (folder / PARSED).parent.mkdir(exist_ok=True)
        shutil.copyfile(FIRST_PARSED, folder / PARSED)
    return folder


def _keep_first_parsed(workspace: Path) -> None:
    """Tests run side by side: the file appears whole or not at all."""
    if FIRST_PARSED.is_file() or not (workspace / PARSED).is_file():
        return
    FIRST_PARSED.parent.mkdir(exist_ok=True)
    written = FIRST_PARSED.with_suffix(f".{os.getpid()}")
    shutil.copyfile(workspace / PARSED, written)
    written.replace(FIRST_PARSED)


def call(workspace: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the workspace with only the given HEALTH_ variables; both output streams in stdout, as text."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("HEALTH_")}
    return subprocess.run(
        command, cwd=workspace, env=inherited | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=1200
    )


def run(workspace: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`./run ...` without the set-up of the environment the tests already run in."""
    done = call(workspace, sys.executable, "-m", "python_checks", *arguments, **environment)
    if not environment:
        _keep_first_parsed(workspace)
    return done


def dbt(workspace: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`dbt ...` as somebody who lives in dbt would type it."""
    return call(workspace, str(Path(sys.executable).parent / "dbt"), *arguments, **environment)


def released(workspace: Path, company: str = "sample") -> dict[str, str]:
    """What readers see now: the SHA-256 of every file of the current release, by name; empty before the first release."""
    current = workspace / "releases" / company / "current"
    if not current.exists():
        return {}
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(current.iterdir()) if path.is_file()}
    return files | {"current": str(current.readlink())}


def query(workspace: Path, sql: str, company: str = "sample") -> list[tuple[object, ...]]:
    """Rows of a query against the published tables of the current release, opened read-only like any reader."""
    with duckdb.connect(str(workspace / "releases" / company / "current" / "health.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()
