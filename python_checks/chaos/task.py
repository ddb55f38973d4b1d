"""`./run chaos`: the whole campaign, its numbers in target/chaos.json and on one screen."""

import tempfile
import time
from pathlib import Path

from python_checks.chaos.crowd import build_twice_at_once, read_in_a_crowd
from python_checks.chaos.disk import fill_disks
from python_checks.chaos.kills import DATES, build, kill_at_random, kill_before_steps, kill_builds, start_from
from python_checks.chaos.tally import Tally
from python_checks.exits import Exit
from python_checks.problems import InputError
from python_checks.project import ROOT
from python_checks.tests.workspace import make_workspace

WHOLE_BUILDS = 0.1
"""Share of the kills that hit a whole build: twenty times as long as a kill of a publisher."""


def run_chaos(kills: int, readers: int, seed: int, root: Path = ROOT) -> Exit:
    """At least `kills` kills, eight full disks, two builds at once, `readers` readers among fifteen publishes.

    Raises InputError for less than one kill or reader.
    """
    if kills < 1 or readers < 1:
        raise InputError(["--kills and --readers have to be at least 1: choose numbers like 300 and 50."])
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        small, scratch = Path(folder) / "small", Path(folder) / "scratch"
        print("Killing a publisher before every step it takes.", flush=True)
        base = start_from(small)
        kill_before_steps(base, scratch, tally)
        builds = max(1, round(kills * WHOLE_BUILDS))
        print("Killing it at random times.", flush=True)
        kill_at_random(base, scratch, tally, max(1, kills - builds - tally.kills_at_steps), seed)
        print("Publishing on full disks and among readers.", flush=True)
        fill_disks(base, Path(folder) / "disk", tally, disks=8)
        read_in_a_crowd(Path(folder) / "crowd", tally, readers, publishes=15)
        print("Killing whole builds.", flush=True)
        _whole_builds(Path(folder) / "project", tally, builds, seed)
    place = root / "target" / "chaos.json"
    tally.end(place)
    print("\n".join(tally.summary()), f"  written to   {place.relative_to(root)}", sep="\n", flush=True)
    return Exit.FAILED if tally.problems else Exit.DONE


def _whole_builds(workspace: Path, tally: Tally, kills: int, seed: int) -> None:
    make_workspace(workspace)
    started = time.monotonic()
    first = build(workspace)
    said, _ = first.communicate()
    if first.returncode != 0:
        tally.found("first build", [f"exit {first.returncode}: {said[-300:]!r}"])
        return
    kill_builds(workspace, tally, kills, time.monotonic() - started, seed)
    # As of the day that was built last: an earlier one would be blocked, rightly.
    build_twice_at_once(workspace, tally, "--as-of", DATES[-1])
