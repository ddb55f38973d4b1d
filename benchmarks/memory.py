"""Our build under less and less memory: it is to write to disk and finish, and to publish the same rows."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from benchmarks.compare import assert_same_answers
from benchmarks.measure import FailedRunError, Run, measured
from benchmarks.runners import BY_HAND, OURS, PROJECT, forget

STEP = 10_000_000
# Parts of what our build takes beyond that of one account when nothing limits it.
PARTS = (1, 0.5, 0.25, 0.125)


@dataclass(frozen=True)
class Tight:
    """A build under a limit on what DuckDB may hold, in bytes; `run` is None where it died, `spilled` the most bytes seen on disk at once."""

    limit: int
    run: Run | None
    spilled: int


def limits_of(peak: int, fixed_peak: int) -> list[int]:
    """Limits in bytes for a company whose unlimited build took `peak`, and that of one account `fixed_peak`: whole steps, none twice, none below one step."""
    wanted = [max(STEP, int(max(0, peak - fixed_peak) * part) // STEP * STEP) for part in PARTS]
    return list(dict.fromkeys(wanted))


def tight_builds(landing: Path, folder: Path, limits: list[int]) -> list[Tight]:
    """Builds under each limit, the largest first, until one dies. Raises DifferentRowsError where a build that finished published other rows."""
    found: list[Tight] = []
    for limit in limits:
        found.append(tight_build(landing, folder, limit))
        if found[-1].run is None:
            break
        assert_same_answers(OURS.answer(landing, folder), BY_HAND.answer(landing, folder))
    return found


def tight_build(landing: Path, folder: Path, limit: int) -> Tight:
    """One build under a limit, while another thread looks at what lies in its folder for spilled data."""
    forget(landing.name)
    spill = folder / "spill"
    most, is_over = [0], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.1):
            most[0] = max(most[0], size_of(spill))

    watcher = threading.Thread(target=watch)
    watcher.start()
    environment = {"HEALTH_MEMORY_LIMIT": f"{limit // 1_000_000}MB", "HEALTH_SPILL_FOLDER": str(spill)}
    run: Run | None = None
    try:
        run = measured(OURS.command(landing, folder), PROJECT, environment, folder / "logs" / "tight.log")
    except FailedRunError:
        pass
    finally:
        is_over.set()
        watcher.join()
    return Tight(limit, run, most[0])


def size_of(folder: Path) -> int:
    """Bytes of the files in a folder, of which some may vanish meanwhile."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total
