"""One run of one contender in a fresh process: seconds on the clock, seconds of processor, peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(frozen=True)
class Run:
    """What one process took: wall and cpu in seconds (cpu: user and system, its children too), peak in bytes of resident memory."""

    wall: float
    cpu: float
    peak: int
    exit_code: int


class FailedRunError(RuntimeError):
    """A contender that did not end well has no time."""


def measured(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> Run:
    """Runs a command to its end; what it says goes to `log`. Raises FailedRunError, with its last words, where it ends with anything but 0."""
    log.parent.mkdir(parents=True, exist_ok=True)
    launched = subprocess.run(
        [sys.executable, "-S", str(LAUNCHER), str(log), *command], cwd=folder, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True
    )
    run = Run(**json.loads(launched.stdout))
    if run.exit_code != 0:
        last_words = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
        raise FailedRunError(f"{' '.join(command[:4])} ended with {run.exit_code}:\n{last_words}")
    return run


def middle(runs: Sequence[Run]) -> Run:
    """The medians of each figure over repeated runs."""
    if not runs:
        raise ValueError("no runs to take a median of")
    return Run(median(run.wall for run in runs), median(run.cpu for run in runs), int(median(run.peak for run in runs)), 0)


def paired_ratio(these: Sequence[Run], those: Sequence[Run]) -> float:
    """The median of the ratios of processor seconds, run by run of the same round: a slow minute of the machine slows both sides of a pair."""
    if len(these) != len(those) or not these:
        raise ValueError("runs are paired by round: as many on either side, and at least one")
    return median(this.cpu / that.cpu for this, that in zip(these, those, strict=True))


def slope(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The growth exponent between the smallest and the largest size: 1 is linear, below 1 is less than linear. Costs are net of fixed ones."""
    from math import log

    if len(sizes) < 2 or min(sizes) <= 0 or min(costs) <= 0:
        raise ValueError("a slope needs two sizes, and sizes and costs above zero")
    low, high = sizes.index(min(sizes)), sizes.index(max(sizes))
    return log(costs[high] / costs[low]) / log(sizes[high] / sizes[low])
