"""Tries mutants one after the other, or in several processes, each on a scratch build of its own."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from python_checks.mutants.compiled import Project
from python_checks.mutants.generate import Mutant
from python_checks.mutants.judge import Judge, Verdict


def verdicts(project: Project, build_file: Path, mutants: Sequence[Mutant], jobs: int = 1, minutes: float = 30.0) -> Iterator[Verdict]:
    """Verdicts in no order; what is not begun within the minutes is left out."""
    until = time.monotonic() + 60 * minutes
    if jobs <= 1:
        with Judge(project, build_file) as judge:
            for mutant in mutants:
                if time.monotonic() > until:
                    return
                yield judge.verdict(mutant)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(project, build_file)) as pool:
        for first in range(0, len(mutants), 8 * jobs):
            if time.monotonic() > until:
                return
            yield from pool.map(_verdict, mutants[first : first + 8 * jobs])


_JUDGES: list[Judge] = []
"""The one of this process; its scratch build goes with the process."""


def _start(project: Project, build_file: Path) -> None:
    _JUDGES.append(Judge(project, build_file))


def _verdict(mutant: Mutant) -> Verdict:
    return _JUDGES[0].verdict(mutant)
