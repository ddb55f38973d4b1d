"""Judges the suites in a process of its own, beside dbt: Great Expectations takes seconds to import, and two processes use two cores.

The process is started by the first model of a build, so that it is ready when the last tables are; it ends with the one that started it.
Queries run where the database is; rows go through a pipe and are never written.
"""

import contextlib
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

from python_checks.expectations.evidence import Evidence
from python_checks.expectations.judge import Judge
from python_checks.expectations.outcome import Outcome
from python_checks.expectations.promises import Suite
from python_checks.expectations.suites import SUITES
from python_checks.expectations.tables import Rows, Tables
from python_checks.project import ROOT

INSTALLED, MISSING = "installed", "missing"
_lock = threading.Lock()
_ready: list[subprocess.Popen[bytes]] = []


def get_ready() -> None:
    """Starts the process, where Great Expectations is not in this one already."""
    with _lock:
        if _is_here() or (_ready and _ready[0].poll() is None):
            return
        command = [sys.executable, "-m", "python_checks.expectations.serve"]
        _ready[:] = [subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)]


def outcomes(suites: Sequence[Suite], tables: Tables, evidence: Evidence) -> list[Outcome]:
    """One outcome per promise, in the order of the suites. Raises ImportError where Great Expectations is not installed."""
    if list(suites) == list(SUITES) and not _is_here():
        get_ready()
        with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):  # the process died: judge here
            return _asked(suites, tables, evidence)
    return Judge().outcomes(suites, tables, evidence)


def _asked(suites: Sequence[Suite], tables: Tables, evidence: Evidence) -> list[Outcome]:
    queries = {part.query for suite in suites if suite.table not in evidence.off for part in suite.parts}
    rows = Rows.of(tables, sorted(queries))
    with _lock, _ready.pop() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        pickle.dump((rows, evidence), process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.close()
        said, found = pickle.load(process.stdout)
    if said == MISSING:
        raise ImportError("great_expectations")
    promises = [(suite, promise) for suite in suites for promise in suite.promises]
    return [Outcome(suite, promise, *each) for (suite, promise), each in zip(promises, found, strict=True)]


def answer(asked: tuple[Rows, Evidence], judge: Judge | None) -> tuple[str, list[tuple[Any, ...]]]:
    """What the process says: the outcomes of all suites, as far as they can be sent."""
    if judge is None:
        return MISSING, []
    found = judge.outcomes(SUITES, *asked)
    return INSTALLED, [(each.status, each.observed, each.limit, each.failing_rows) for each in found]


def _is_here() -> bool:
    return "great_expectations" in sys.modules
