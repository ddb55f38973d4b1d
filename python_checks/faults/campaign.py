"""Runs every batch on as many grounds as there are jobs, and judges it."""

import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from python_checks.faults.batches import Batch, batches, landed_rows
from python_checks.faults.case import Case
from python_checks.faults.catalogue import Injection
from python_checks.faults.companies import available
from python_checks.faults.ground import Ground
from python_checks.faults.judge import Verdict, judged
from python_checks.faults.kinds import inject

LOOK_CLOSER = ("exit ", "could not", "does not ")
"""Problems that another fault of the build may be the cause of."""
Say = Callable[[str], None]


class Campaign:
    """Injections, worked off by several workers; a build that ends otherwise than expected is split until the fault is found."""

    def __init__(self, injections: list[Injection], jobs: int, say: Say) -> None:
        self.injections = injections
        self.jobs = jobs
        self.say = say
        self.verdicts: list[Verdict] = []
        self._waiting: list[Batch] = []
        self._lock = threading.Lock()
        self._started = time.monotonic()

    def run(self) -> list[Verdict]:
        """The verdicts of all injections, in the order of the catalogue."""
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            rows = {}
            for company in sorted({each.company for each in self.injections}):
                available()[company](Path(folder) / "clean" / company)
                rows[company] = landed_rows(Path(folder) / "clean" / company)
            self._waiting = batches(self.injections, rows)
            self.say(f"{len(self.injections)} faults in {len(self._waiting)} builds, {self.jobs} at a time.")
            with ThreadPoolExecutor(self.jobs) as pool:
                list(pool.map(self._work, [Path(folder) / f"ground-{number}" for number in range(self.jobs)]))
        order = {each.key: position for position, each in enumerate(self.injections)}
        return sorted(self.verdicts, key=lambda verdict: order[verdict.injection.key])

    def _work(self, folder: Path) -> None:
        ground = Ground(folder)
        ground.prepare()
        try:
            while batch := self._next(ground):
                self._add(batch, run_batch(ground, batch))
        finally:
            ground.close()

    def _next(self, ground: Ground) -> Batch | None:
        """A batch of a company whose clean build this worker has, where there is one."""
        with self._lock:
            known = next((batch for batch in self._waiting if batch.company in ground.bases), None)
            batch = known or (self._waiting[0] if self._waiting else None)
            if batch:
                self._waiting.remove(batch)
            return batch

    def _add(self, batch: Batch, verdicts: list[Verdict]) -> None:
        with self._lock:
            if len(batch.injections) > 1 and any(each.startswith(LOOK_CLOSER) for verdict in verdicts for each in verdict.problems):
                self._waiting[:0] = batch.halves()
                self.say(f"  a build of {len(batch.injections)} faults ended otherwise than expected ({verdicts[0].got}): looking closer")
                return
            self.verdicts += verdicts
            wrong = [each.injection.key for each in verdicts if each.problems]
            named = batch.injections[0].key if len(batch.injections) == 1 else f"{len(batch.injections)} faults together"
            said = f"unexpected: {', '.join(wrong)}" if wrong else "as expected"
            self.say(f"  {time.monotonic() - self._started:5.0f} s  {len(self.verdicts):>4} of {len(self.injections)}  {named}: {said}")


def run_batch(ground: Ground, batch: Batch) -> list[Verdict]:
    """Puts the faults of a batch into a clean company, builds, and judges."""
    scene = ground.scene(batch.company)
    before = ground.released(batch.company)
    try:
        inject(scene, batch.injections)
    except (KeyError, ValueError, OSError, duckdb.Error) as error:
        return [Verdict(each, "not injected", [f"could not be injected: {error!r}"], False, 0, 0) for each in batch.injections]
    ran = ground.build(scene, **scene.disturbance)
    for file in scene.held:
        file.close()
    return judged(Case(batch.injections, scene, ground, ground.bases[batch.company], before, ran, ground.released(batch.company)))
