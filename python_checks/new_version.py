"""`./run new-version`: copies a rulebook version under a new name, as a draft, in every seed of seeds/scoring that has versions."""

import re
from pathlib import Path

from python_checks.exits import Exit
from python_checks.problems import InputError, counted, did_you_mean
from python_checks.project import ROOT, read_rows
from python_checks.seed_file import SeedFile

VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
NOT_COPIED = ("model_approvals",)
"""Approvals are of the version they were given for."""


def run_new_version(new: str, old: str, root: Path = ROOT) -> Exit:
    """Copies every row of `old`; says what to do next.

    Raises InputError for a bad or taken name, or an unknown version to copy. No file is touched then.
    """
    folder = root / "seeds" / "scoring"
    known = [row["model_version"] for row in read_rows(folder / "scoring_models.csv")]
    _check_names(new, old, known)
    files = [SeedFile.read(path) for path in sorted(folder.glob("*.csv")) if path.stem not in NOT_COPIED]
    copied = 0
    for seed in files:
        if "model_version" in seed.columns:
            copied += _copy(seed, old, new)
    for seed in files:
        seed.write()
    print(f"Copied {counted(copied, 'row')} of {old} under the name {new}, as a draft.")
    print(_next_steps(new))
    return Exit.DONE


def _check_names(new: str, old: str, known: list[str]) -> None:
    if old not in known:
        raise InputError([f'There is no version "{old}" in seeds/scoring/scoring_models.csv.{did_you_mean(old, known)}'])
    if new in known:
        raise InputError([f"The version {new} exists already: choose a new name, a published version is never changed."])
    if not VERSION.fullmatch(new):
        raise InputError(["The name of a version may have letters, digits, dots, - and _ only: choose one like 2026.3."])


def _copy(seed: SeedFile, old: str, new: str) -> int:
    """Adds the copies to the seed in memory; returns how many rows."""
    changes = {"model_version": new}
    is_catalogue = seed.path.stem == "scoring_models"
    found = [index for index, row in enumerate(seed.rows) if seed.value(row, "model_version") == old]
    for index in reversed(found):
        row = seed.rows[index]
        if is_catalogue:
            changes |= {
                "status": "draft",
                "shadow_from": seed.value(row, "shadow_from") or seed.value(row, "valid_from"),
                "valid_from": "",
                "valid_to": "",
                "change_note": f"TODO: what {new} changes against {old}",
                "expected_effect": f"TODO: what {new} should do better than {old}",
            }
        seed.insert(found[-1] + 1, seed.changed(row, changes))
    seed.sort_as_before()
    return len(found)


def _next_steps(new: str) -> str:
    return f"""Next:
  1. Change the rows of {new} in seeds/scoring; fill the two TODO cells in scoring_models.csv.
  2. ./run build: {new} is scored beside the champion and never published.
  3. To publish it: add the approvals to model_approvals.csv, set valid_to of the champion, and valid_from and the status champion of {new}."""
