"""Clean days one after the other, each built against the release of the day before: whatever is blocked is blocked falsely."""

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from python_checks.exits import Exit
from python_checks.faults.campaign import Say
from python_checks.faults.companies import AS_OF
from python_checks.faults.daily import COMPANY, land_day
from python_checks.faults.facts import Facts, release_problems, score_problems
from python_checks.faults.grid import Scene
from python_checks.faults.ground import Ground
from python_checks.project import ROOT

MOST_FALSE_BLOCKS = 1


@dataclass(frozen=True)
class Day:
    """One build. `said` are the sentences of a build that did not publish."""

    as_of: str
    exit: int
    seconds: float
    processor: float
    said: tuple[str, ...]

    @property
    def is_published(self) -> bool:
        """The build ended well and readers see that day."""
        return self.exit == 0 and not self.said


def run_clean_days(count: int, jobs: int, root: Path = ROOT) -> Exit:
    """So many clean days up to the last one of the sample company; FAILED where more than one is blocked."""
    started = time.monotonic()
    days = clean_days(count, jobs, lambda line: print(line, flush=True))
    blocked = [day for day in days if not day.is_published]
    seconds = time.monotonic() - started
    summary = {"days": len(days), "false_blocks": len(blocked), "seconds": round(seconds, 1)}
    (root / "target").mkdir(exist_ok=True)
    text = json.dumps({**summary, "blocked": [asdict(day) for day in blocked], "each": [asdict(day) for day in days]}, indent=1)
    (root / "target/clean_days.json").write_text(text + "\n", encoding="utf-8")
    mean = sum(day.seconds for day in days) / max(len(days), 1)
    print(f"\n{len(days)} clean days in {seconds:.0f} s ({mean:.0f} s a day): {len(blocked)} false blocks, {MOST_FALSE_BLOCKS} allowed.")
    for day in blocked:
        print(f"  - {day.as_of}: exit {day.exit}", *day.said, sep="\n    ")
    return Exit.FAILED if len(blocked) > MOST_FALSE_BLOCKS else Exit.DONE


def clean_days(count: int, jobs: int, say: Say) -> list[Day]:
    """The days in order. Several jobs take a stretch each, which begins with a first release of its own that does not count."""
    dates = [AS_OF - timedelta(days=back) for back in range(count - 1, -1, -1)]
    size = -(-count // max(jobs, 1))
    stretches = [dates[first : first + size] for first in range(0, count, size)]
    with tempfile.TemporaryDirectory(prefix="clean-days-") as folder, ThreadPoolExecutor(len(stretches)) as pool:
        places = [Path(folder) / f"ground-{number}" for number in range(len(stretches))]
        return [day for stretch in pool.map(_stretch, stretches, places, [say] * len(stretches)) for day in stretch]


def _stretch(dates: list[date], folder: Path, say: Say) -> list[Day]:
    ground = Ground(folder)
    ground.prepare()
    scene = Scene(folder / "landing" / COMPANY, ground.workspace, COMPANY)
    days = []
    try:
        for day in [dates[0] - timedelta(days=1), *dates]:
            done = build_day(ground, scene, day)
            say(f"  {done.as_of}  {'published' if done.is_published else f'exit {done.exit}'}  {done.seconds:.0f} s")
            days.append(done)
    finally:
        ground.close()
    return days[1:] if days[0].is_published else days


def build_day(ground: Ground, scene: Scene, day: date) -> Day:
    """Lands the day and builds it."""
    land_day(scene.landing, day)
    ran = ground.build(scene)
    if ran.exit != 0:
        said = [line.strip() for line in ran.output.splitlines() if line.startswith("- ")]
        return Day(str(day), ran.exit, ran.seconds, ran.processor, tuple(said or ran.output.splitlines()[-5:]))
    facts = Facts(scene.workspace, COMPANY)
    problems = release_problems(facts.release) + score_problems(facts)
    problems += [] if facts.release_id.startswith(str(day)) else ["readers see another day"]
    return Day(str(day), ran.exit, ran.seconds, ran.processor, tuple(problems))
