"""kill -9 before every step of publishing, at random times, and of whole builds; then the next run must put everything right."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path

from python_checks.chaos.audit import TEMPORARY, leftovers, release_problems, seen_release
from python_checks.chaos.publisher import COMPANY, KEPT, publish
from python_checks.chaos.tally import Tally
from python_checks.rollback import run_rollback

OLD, NEW = "2026-06-30-old", "2026-06-30-new"
DATES = ("2026-06-30", "2026-07-01")


def publisher(root: Path, release_id: str, *options: str) -> list[str]:
    """The command that publishes a release under `root`."""
    return [sys.executable, "-m", "python_checks.chaos.publisher", str(root), release_id, *options]


def start_from(folder: Path, releases: int = KEPT) -> Path:
    """A folder in which as many releases are kept as may be, `OLD` the one readers see: the next one also retires one."""
    for number in range(1, releases):
        publish(folder, f"2026-06-{number:02}-kept")
    publish(folder, OLD)
    return folder


def kill_before_steps(base: Path, scratch: Path, tally: Tally, steps: int | None = None, seed: int = 1) -> None:
    """Kills before `steps` steps of publishing and of going back (before every one where None), spread evenly by the seed."""
    for options, after in (([], NEW), (["--roll-back"], "2026-06-05-kept")):
        count = _steps_of(base, scratch, after, options)
        every = list(range(1, count + 1))
        chosen = every if steps is None else sorted(random.Random(seed).sample(every, min(steps, count)))
        for step in chosen:
            root = _copy(base, scratch)
            ended = subprocess.run(publisher(root, after, "--die-before", str(step), *options), check=False, capture_output=True)
            where = f"{' '.join(options) or 'publish'}, killed before step {step}"
            if ended.returncode != -signal.SIGKILL:
                tally.found(where, [f"the process was not killed but ended with {ended.returncode}"])
            tally.kills_at_steps += 1
            _judge(root, after, where, options, tally)
            tally.say(f"{tally.kills} kills")


def kill_at_random(base: Path, scratch: Path, tally: Tally, kills: int, seed: int = 1) -> None:
    """Kills a publisher at a random moment of its life, as often as asked; one that was quicker than the kill is tried again.

    How long a life is follows the load of the machine: one that ended by itself says it anew, and every kill in time lengthens the guess a little.
    """
    rng = random.Random(seed)
    started = time.monotonic()
    subprocess.run(publisher(_copy(base, scratch), NEW), check=True, capture_output=True)
    life = time.monotonic() - started
    wanted = tally.kills_at_random + kills
    for attempt in range(kills * 5):
        if tally.kills_at_random == wanted:
            return
        root = _copy(base, scratch)
        started = time.monotonic()
        process = subprocess.Popen(publisher(root, NEW), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=rng.uniform(0.4, 1.05) * life)  # before that the interpreter is still starting
            life = time.monotonic() - started
        except subprocess.TimeoutExpired:
            process.kill()
            life *= 1.01
        if process.wait() == -signal.SIGKILL:
            tally.kills_at_random += 1
            _judge(root, NEW, f"publisher killed at a random time (attempt {attempt})", [], tally)
        tally.say(f"{tally.kills} kills")


def kill_builds(workspace: Path, tally: Tally, kills: int, seconds: float, seed: int = 1) -> None:
    """Kills whole builds of a project that has a release, at random moments of the `seconds` one takes; ends with one that is left alone.

    Every build is of another as-of date, so that each would publish something new.
    """
    rng = random.Random(seed)
    releases = workspace / "releases" / "sample"
    wanted = tally.kills_of_builds + kills
    for attempt in range(kills * 3):
        if tally.kills_of_builds == wanted:
            break
        process = build(workspace, "--as-of", DATES[attempt % 2])
        time.sleep(rng.uniform(0, seconds))
        process.kill()
        process.communicate()
        tally.kills_of_builds += process.returncode == -signal.SIGKILL
        tally.found(f"build killed (attempt {attempt})", release_problems(releases, kept_names(releases)))
        tally.say(f"{tally.kills_of_builds} builds killed")
    process = build(workspace, "--as-of", DATES[-1])
    said, _ = process.communicate()
    tally.found("build after the kills", [] if process.returncode == 0 else [f"exit {process.returncode}: {said[-300:]!r}"])
    tally.found("build after the kills", release_problems(releases, {name for name in kept_names(releases) if name.startswith(DATES[-1])}))
    tally.found("build after the kills", [f"{name} was left behind" for name in leftovers(releases)])
    tally.recoveries += 1


def kept_names(releases: Path) -> set[str]:
    """Names of the release folders that are not temporary."""
    return {path.name for path in releases.iterdir() if path.is_dir() and not path.is_symlink() and not path.name.startswith(TEMPORARY)}


def build(workspace: Path, *options: str) -> subprocess.Popen[str]:
    """`./run build` of a workspace, started."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HEALTH_")}
    command = [sys.executable, "-m", "python_checks", "build", *options]
    return subprocess.Popen(command, cwd=workspace, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _steps_of(base: Path, scratch: Path, release_id: str, options: list[str]) -> int:
    said = subprocess.run(publisher(_copy(base, scratch), release_id, *options), check=True, capture_output=True, text=True).stdout
    return int(said.split("steps ")[-1])


def _copy(base: Path, scratch: Path) -> Path:
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(base, scratch, symlinks=True)
    return scratch


def _judge(root: Path, after: str, where: str, options: list[str], tally: Tally) -> None:
    """What readers see right after the kill, and after the same command once more."""
    releases = root / "releases" / COMPANY
    tally.found(where, release_problems(releases, {OLD, after}))
    if options and seen_release(releases) == after:
        return
    with redirect_stdout(None):
        run_rollback(after, COMPANY, root) if options else publish(root, after)
    tally.found(f"{where}, then run again", release_problems(releases, {after}) + ([] if options else leftovers(releases)))
    tally.recoveries += 1
