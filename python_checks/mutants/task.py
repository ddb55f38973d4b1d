"""`./run mutants`: makes small faults in the SQL of the models and counts how many of them the tests notice."""

import json
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from python_checks.exits import Exit
from python_checks.mutants.campaign import verdicts
from python_checks.mutants.compiled import Project, compiled_project
from python_checks.mutants.equivalents import equivalents
from python_checks.mutants.generate import Mutant, mutants_of
from python_checks.mutants.judge import Verdict
from python_checks.mutants.paths import parsed
from python_checks.mutants.sample import sampled
from python_checks.mutants.score import GOAL, MODEL_GOAL, record
from python_checks.problems import InputError, did_you_mean
from python_checks.project import ROOT, company_of_environment

SHOWN = 25
"""Survivors on the screen; all of them are in target/mutants.json."""


def run_mutants(count: int, seed: int, models: Sequence[str] = (), minutes: float = 30.0, jobs: int = 1, root: Path = ROOT) -> Exit:
    """Tries `count` mutants on a copy of the finished build and writes target/mutants.json; FAILED below the goal."""
    started = time.monotonic()
    company = company_of_environment()
    build_file = root / "build" / f"{company}.duckdb"
    if not build_file.is_file():
        raise InputError([f"There is no finished build of {company}: run ./run build first."])
    reasons = equivalents(root)
    print("Compiling models, data tests and unit tests ...", flush=True)
    project = compiled_project(company, models or None, root)
    chosen = sampled(all_mutants(project, models, root), count, seed)
    prepared = time.monotonic()
    found = _told(project, build_file, chosen, jobs, minutes - (prepared - started) / 60)
    content = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "asked_for": len(chosen),
        "seconds": round(time.monotonic() - started, 1),
        "milliseconds_per_mutant": round(1000 * (time.monotonic() - prepared) / max(1, len(found))),
        **record(project, found, reasons, root),
    }
    path = root / "target" / "mutants.json"
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    _say(content)
    below = content["score"] < GOAL or any(each["score"] < MODEL_GOAL for each in content["models"].values())
    return Exit.FAILED if below or content["killed_though_listed_as_equivalent"] else Exit.DONE


def all_mutants(project: Project, models: Sequence[str] = (), root: Path = ROOT) -> dict[str, list[Mutant]]:
    """Every mutant of every model, or of the named ones.

    Raises InputError for a name that is no SQL model.
    """
    unknown = [name for name in models if name not in project.models]
    if unknown:
        raise InputError([f'There is no SQL model "{name}".{did_you_mean(name, list(project.models))}' for name in unknown])
    chosen = {name: project.models[name] for name in models or project.models}
    return {name: mutants_of(name, parsed(each.sql), each.sql, (root / each.path).read_text(encoding="utf-8")) for name, each in chosen.items()}


def _told(project: Project, build_file: Path, chosen: Sequence[Mutant], jobs: int, minutes: float) -> list[Verdict]:
    """The verdicts, with a line of progress now and then."""
    found: list[Verdict] = []
    said = time.monotonic()
    for verdict in verdicts(project, build_file, chosen, jobs, minutes):
        found.append(verdict)
        if time.monotonic() - said > 10:
            said = time.monotonic()
            print(f"  {len(found):5} of {len(chosen)} mutants tried, {sum(not each.killer for each in found)} not noticed so far", flush=True)
    return found


def _say(content: Mapping[str, Any]) -> None:
    print(f"\nMutation score {content['score']:.1%}: {content['killed']} of {content['killed'] + content['survived']} mutants noticed")
    print("  noticed by   " + ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in content["killers"].items()))
    print(f"  apart        {content['equivalent']} equivalent (reviewed), {content['not_running']} that do not run")
    print(f"  time         {content['seconds']:.0f} s, {content['milliseconds_per_mutant']} ms a mutant, {len(content['models'])} models")
    if content["mutants"] < content["asked_for"]:
        print(f"  not tried    {content['asked_for'] - content['mutants']}: the time was over")
    low = {model: each for model, each in content["models"].items() if each["score"] < MODEL_GOAL}
    for model, each in sorted(low.items(), key=lambda item: item[1]["score"]):
        print(f"  below {MODEL_GOAL:.0%}    {model} {each['score']:.0%} ({each['killed']} of {each['killed'] + each['survived']})")
    for each in content["killed_though_listed_as_equivalent"]:
        print(f"  no equivalent  {each['fingerprint']} of {each['model']} is noticed by {each['killed_by']}: take it off the list")
    for each in content["survivors"][:SHOWN]:
        print(f"  {each['file']}:{each['line']} {each['change']}: {_short(each['before'])} -> {_short(each['after'])}")
    print("  all survivors and figures: target/mutants.json", flush=True)


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:67]}..."
