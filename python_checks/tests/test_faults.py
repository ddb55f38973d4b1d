"""The fault campaign: what its catalogue must hold, and the fast part of it for real."""

import json
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from python_checks.exits import Exit
from python_checks.faults.catalogue import LETTERS, Injection, chosen, read_catalogue
from python_checks.faults.clean_days import clean_days
from python_checks.faults.companies import land_sample
from python_checks.faults.daily import land_day
from python_checks.faults.grid import Scene
from python_checks.faults.invariants import INVARIANTS
from python_checks.faults.kinds import KINDS, inject, load_kinds
from python_checks.faults.task import run_faults
from python_checks.project import ROOT, read_rows
from python_checks.tests.rulebook_faults import FAULTS

CATALOGUE = read_catalogue()
FAST = chosen(CATALOGUE, None, None, is_fast=True)
TABLES = [f"{row['source_name']}.{row['table_name']}" for row in read_rows(ROOT / "seeds/reference/data_sources.csv")]
LINES = (
    "file or table missing", "zero-byte", "header only", "half of yesterday's rows", "stale source", "newest event in the future hiding staleness",
    "same file again", "two overlapping files", "switched-off source", "unreadable file", "renamed, missing or swapped column", "extra column",
    "type change", "date in another format", "decimal comma", "BOM", "other encodings", "unknown enum value", "other case or trailing blank",
    "unit or scale change", "id format change", "NaN, inf", "negative amounts", "huge", "division by zero", "mixed currencies", '"N/A", "", "null"',
    "control or bidi characters in ids", "in names stripped", "formula text", "SQL or Jinja text", "survey score out of its scale", "exact duplicates",
    "same key with other attributes", "orphans", "id case/space drift between systems", "merged accounts", "parent cycle", "churned accounts",
    "reactivation", "test accounts excluded", "one user in two accounts", "account with no data", "far-future rows", "session time zone",
    "run across midnight", "leap day, month ends", "late, out-of-order, redelivered", "corrected old event", "weights not summing to 1", "duplicate",
    "unknown measure", "band gap/overlap", "unsorted curve", "two versions in force", "changed published version", "missing approvals",
    "override without reason/owner/expiry", "future-dated weights unused", "expired override", "kill -9 anywhere", "leftovers cleaned by the next run",
    "disk full", "two builds", "planted PII canaries", "--vars cannot inject SQL",
)  # fmt: skip
"""What must never reach a reader, kind by kind."""


def test_every_kind_of_fault_is_injected() -> None:
    assert {each.line for each in CATALOGUE} == set(LINES)


def test_the_catalogue_holds_hundreds_of_faults_with_keys_of_their_own() -> None:
    assert len(CATALOGUE) >= 250
    assert [key for key, count in Counter(each.key for each in CATALOGUE).items() if count > 1] == []


def test_every_kind_and_invariant_named_is_known() -> None:
    load_kinds()
    assert {each.kind for each in CATALOGUE} == set(KINDS)
    assert {name.partition("=")[0] for each in CATALOGUE for name in each.invariants} <= set(INVARIANTS)


def test_every_table_meets_every_letter_but_the_few_that_do_not_fit() -> None:
    met = {(each.table, each.expected) for each in CATALOGUE}
    # Overrides have no row-count band and no staleness; accounts and overrides cannot be switched off or are nothing a score needs.
    assert {(table, letter) for table in TABLES for letter in LETTERS if (table, letter) not in met} == {("crm.score_overrides", "B")} - met


def test_every_rulebook_fault_is_in_the_catalogue() -> None:
    assert {each.column for each in CATALOGUE if each.kind == "rulebook"} == {fault.key for fault in FAULTS}


@pytest.mark.parametrize("letter", ["E", "B"])
def test_every_fault_that_stops_a_build_says_why(letter: str) -> None:
    silent = ("rulebook", "killed", "disk_full", "seed_gone")
    assert [each.key for each in CATALOGUE if each.expected == letter and not each.says and each.kind not in silent] == []


def test_every_fault_that_publishes_is_held_to_something() -> None:
    assert [each.key for each in CATALOGUE if each.expected in "QDA" and not each.invariants] == []
    assert [each.key for each in CATALOGUE if each.expected == "Q" and not each.quarantine] == []


def test_every_fault_of_rows_and_files_can_be_made(tmp_path: Path) -> None:
    land_sample(tmp_path / "clean")
    load_kinds()
    in_the_project = ("seeds", "runs")
    without_effect = []
    for fault in CATALOGUE:
        if fault.company == "sample" and not KINDS[fault.kind].mutate.__module__.endswith(in_the_project):
            scene = Scene(tmp_path / "landing", tmp_path, "sample")
            _copy(tmp_path / "clean", scene.landing, fault)
            before = _content(scene.landing)
            inject(scene, [fault])
            without_effect += [fault.key] if _content(scene.landing) == before else []
    assert without_effect == []


def test_a_day_knows_nothing_of_later_days(tmp_path: Path) -> None:
    land_day(tmp_path, date(2026, 3, 14))
    for path in tmp_path.glob("*/*.csv"):
        if path.stem not in ("score_overrides", "signals"):
            days = re.findall(r"20\d\d-\d\d-\d\d(?=T)", path.read_text(encoding="utf-8"))
            assert max(days, default="") <= "2026-03-14", path.name


def test_the_fast_faults_end_as_expected() -> None:
    assert len(FAST) >= 40
    assert {each.expected for each in FAST} == set(LETTERS)
    ended = run_faults(None, None, is_fast=True, jobs=1)
    found = json.loads((ROOT / "target/faults.json").read_text(encoding="utf-8"))
    assert [each for each in found["faults"] if each["problems"]] == []
    assert (found["injected"], found["wrong_publishes"], ended) == (len(FAST), 0, Exit.DONE)


@pytest.mark.long
def test_two_clean_days_are_published() -> None:
    days = clean_days(2, 1, print)
    assert [day for day in days if not day.is_published] == []
    assert len(days) == 2


def _copy(clean: Path, landing: Path, fault: Injection) -> None:
    """Only the tables that the fault touches: all of them for every fault would take minutes."""
    shutil.rmtree(landing, ignore_errors=True)
    for table in [fault.table] if fault.table else ["crm.accounts", "billing.subscriptions"]:
        target = landing / f"{table.replace('.', '/')}.csv"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(clean / f"{table.replace('.', '/')}.csv", target)


def _content(landing: Path) -> dict[str, bytes]:
    return {str(path.relative_to(landing)): path.read_bytes() for path in landing.rglob("*") if path.is_file()} | {
        str(path.relative_to(landing)): b"" for path in landing.rglob("*") if path.is_dir()
    }
