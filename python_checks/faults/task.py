"""`./run faults`: the fault campaign from the command line."""

import time
from pathlib import Path

from python_checks.exits import Exit
from python_checks.faults.campaign import Campaign
from python_checks.faults.catalogue import chosen, read_catalogue
from python_checks.faults.companies import available
from python_checks.faults.outcome import outcome_lines, write_outcome
from python_checks.problems import InputError
from python_checks.project import ROOT


def run_faults(only: str | None, company: str | None, is_fast: bool, jobs: int, root: Path = ROOT) -> Exit:
    """Injects what was asked for and says what came of it; DONE where every outcome is the expected one.

    Raises InputError where nothing is left to inject.
    """
    started = time.monotonic()
    injections = chosen(read_catalogue(), only, company, is_fast)
    there = [each for each in injections if each.company in available()]
    if not there:
        raise InputError(["No fault of the catalogue fits: correct --only or --company (python_checks/faults/catalogue lists the keys)."])
    if len(there) < len(injections):
        print(f"{len(injections) - len(there)} faults are left out: the landing folder of their company is not beside this checkout.")
    verdicts = Campaign(there, max(1, jobs), _say).run()
    seconds = time.monotonic() - started
    write_outcome(verdicts, seconds, root / "target/faults.json")
    print(*outcome_lines(verdicts, seconds), sep="\n", flush=True)
    return Exit.FAILED if any(each.problems for each in verdicts) else Exit.DONE


def _say(line: str) -> None:
    print(line, flush=True)
