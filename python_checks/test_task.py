"""`./run test` and `./run lint`: the checks of the project in one go, each said before it runs."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from subprocess import PIPE, STDOUT

from python_checks.exits import Exit
from python_checks.faults.ground import LEFT_BEHIND
from python_checks.problems import listed
from python_checks.project import ROOT

COMPANY = "sample_test"
"""The sample build of the tests has its own build file and releases: it leaves those of the person alone."""

MEMORY = Path("/dev/shm")
ROOM_NEEDED = 6 * 2**30
"""Bytes that must be free in memory for the tests to work there."""
PYTHON = [sys.executable, "-m"]
DBT = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]
RUFF = [*PYTHON, "ruff", "check", "--quiet", "."]
MYPY = [*PYTHON, "mypy", "python_checks", "benchmarks"]
SQLFLUFF = [*PYTHON, "sqlfluff", "lint", "--processes", "2", "--disable-progress-bar", "."]
SAMPLE_BUILD = [*PYTHON, "python_checks", "build"]
UNIT_TESTS = [*DBT, "test", "--select", "test_type:unit", "--quiet", "--profiles-dir", "."]
PYTEST = [*PYTHON, "pytest"]

Stage = dict[str, list[str]]
"""Steps that run side by side: most keep one processor busy and leave the other idle. What the last one says is shown while it runs."""


def run_lint(root: Path = ROOT) -> Exit:
    """Ruff, mypy, sqlfluff."""
    return _run_all([{"ruff": RUFF}, {"mypy": MYPY}, {"sqlfluff": SQLFLUFF}], root)


def run_tests(is_whole: bool = False, root: Path = ROOT) -> Exit:
    """Lint, a sample build from nothing, dbt unit tests, pytest. All of them run, whatever fails; `is_whole` takes in the long tests, and the style of SQL."""
    for left in (root / "build").glob(f"{COMPANY}[._]*"):
        left.unlink()
    shutil.rmtree(root / "releases" / COMPANY, ignore_errors=True)
    (root / "target/workspace_parse.msgpack").unlink(missing_ok=True)  # of the project as it was when it was tested last (tests/workspace.py)
    style: list[Stage] = [{"sqlfluff": SQLFLUFF}] if is_whole else []
    marked = ["--durations", "20", "--durations-min", "20"] if is_whole else ["-m", "not long"]
    return _run_all([{"ruff": RUFF}, *style, {"mypy": MYPY, "sample build": SAMPLE_BUILD}, {"dbt unit tests": UNIT_TESTS, "pytest": [*PYTEST, *marked]}], root)


@contextmanager
def _temporary_folder() -> Iterator[dict[str, str]]:
    """Hundreds of builds wait for the disk at every commit: where there is room, their files lie in memory."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM_NEEDED:
        yield {}
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="account-health-", ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


def _run_all(stages: list[Stage], root: Path) -> Exit:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HEALTH_", "DBT_"))}
    environment["HEALTH_COMPANY"] = COMPANY
    with _temporary_folder() as variables:
        failed = [step for stage in stages for step in _run_stage(stage, environment | variables, root)]
    if failed:
        print(f"Failed: {listed(failed)}.", flush=True)
    return Exit.FAILED if failed else Exit.DONE


def _run_stage(stage: Stage, environment: dict[str, str], root: Path) -> list[str]:
    """Return the steps that failed."""
    shown = list(stage)[-1]
    with ThreadPoolExecutor(len(stage)) as pool:
        ran = {step: pool.submit(_is_passed, step, command, environment, root, step == shown) for step, command in stage.items()}
        return [step for step, is_passed in ran.items() if not is_passed.result()]


def _is_passed(step: str, command: list[str], environment: dict[str, str], root: Path, is_shown: bool) -> bool:
    started = time.monotonic()
    print(f"== {step}", flush=True)
    with _copy_for_unit_tests(root, environment) if command == UNIT_TESTS else nullcontext(root) as folder:
        output = (None, None) if is_shown else (PIPE, STDOUT)
        ran = subprocess.run(command, cwd=folder, env=environment, check=False, text=True, stdout=output[0], stderr=output[1])
    if ran.stdout:
        print(ran.stdout.rstrip(), flush=True)
    if step != "pytest":  # its own last line, so many passed, ends the output of a good run
        print(f"== {step}: {'failed' if ran.returncode else 'passed'} in {time.monotonic() - started:.0f} s", flush=True)
    return not ran.returncode


@contextmanager
def _copy_for_unit_tests(root: Path, environment: dict[str, str]) -> Iterator[Path]:
    """The project with the sample build in it. They read the shapes of its tables, and only one process at a time may open a build file to write."""
    with tempfile.TemporaryDirectory(dir=environment.get("TMPDIR"), prefix="unit-tests-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "project"
        shutil.copytree(root, copy, ignore=LEFT_BEHIND)
        for made in (f"build/{COMPANY}.duckdb", "target/partial_parse.msgpack"):
            if (root / made).exists():
                (copy / made).parent.mkdir(exist_ok=True)
                shutil.copyfile(root / made, copy / made)
        yield copy
