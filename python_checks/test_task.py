"""`./run test` and `./run lint`: the checks of the project in one go, each said before it runs."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from python_checks.exits import Exit
from python_checks.problems import listed
from python_checks.project import ROOT

COMPANY = "sample_test"
"""The sample build of the tests has its own build file and releases: it leaves those of the person alone."""

MEMORY = Path("/dev/shm")
ROOM_NEEDED = 6 * 2**30
"""Bytes that must be free in memory for the tests to work there."""
PYTHON = [sys.executable, "-m"]
DBT = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]
LINT = {
    "ruff": [*PYTHON, "ruff", "check", "--quiet", "."],
    "mypy": [*PYTHON, "mypy", "python_checks", "benchmarks"],
    "sqlfluff": [*PYTHON, "sqlfluff", "lint", "--processes", "2", "--disable-progress-bar", "."],
}
TESTS = {
    "sample build": [*PYTHON, "python_checks", "build"],
    "dbt unit tests": [*DBT, "test", "--select", "test_type:unit", "--quiet", "--profiles-dir", "."],
    "pytest": [*PYTHON, "pytest"],
}


def run_lint(root: Path = ROOT) -> Exit:
    """Ruff, mypy, sqlfluff."""
    return _run_all(LINT, root)


def run_tests(is_whole: bool = False, root: Path = ROOT) -> Exit:
    """Lint, a sample build from nothing, dbt unit tests, pytest. All of them run, whatever fails; `is_whole` takes in the long tests, and the style of SQL."""
    for left in (root / "build").glob(f"{COMPANY}[._]*"):
        left.unlink()
    shutil.rmtree(root / "releases" / COMPANY, ignore_errors=True)
    marked = [] if is_whole else ["-m", "not long"]
    lint = {step: command for step, command in LINT.items() if is_whole or step != "sqlfluff"}
    return _run_all({**lint, **TESTS, "pytest": [*TESTS["pytest"], *marked]}, root)


@contextmanager
def _temporary_folder() -> Iterator[dict[str, str]]:
    """Hundreds of builds wait for the disk at every commit: where there is room, their files lie in memory."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM_NEEDED:
        yield {}
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="account-health-", ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


def _run_all(steps: dict[str, list[str]], root: Path) -> Exit:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HEALTH_", "DBT_"))}
    environment["HEALTH_COMPANY"] = COMPANY
    with _temporary_folder() as variables:
        return _run_each(steps, environment | variables, root)


def _run_each(steps: dict[str, list[str]], environment: dict[str, str], root: Path) -> Exit:
    failed = []
    for step, command in steps.items():
        started = time.monotonic()
        print(f"== {step}", flush=True)
        code = subprocess.run(command, cwd=root, env=environment, check=False).returncode
        failed += [step] if code else []
        if step != "pytest":  # its own last line, so many passed, ends the output of a good run
            print(f"== {step}: {'failed' if code else 'passed'} in {time.monotonic() - started:.0f} s", flush=True)
    if failed:
        print(f"Failed: {listed(failed)}.", flush=True)
    return Exit.FAILED if failed else Exit.DONE
