"""`./run report`, and the last step of `./run build`: writes build/<company>_report.html from the release readers see now."""

import os
import sys
import webbrowser
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from python_checks.exits import Exit
from python_checks.problems import InputError
from python_checks.project import ROOT, checked_company, company_of_environment
from python_checks.release_store import ReleaseStore
from python_checks.report.accounts import CHANGES, read_accounts, read_dates
from python_checks.report.details import CHUNK, STATES, read_details, read_measure_keys
from python_checks.report.html import page_html
from python_checks.report.quality import read_quality
from python_checks.report.rulebook import read_rulebook
from python_checks.report.tables import Tables


def run_report(company: str | None, is_opened: bool, root: Path = ROOT) -> Exit:
    """Writes the report anew and says where it is.

    Raises InputError where there is no release or no build file to read.
    """
    company = checked_company(company) if company else company_of_environment()
    print(write_report(company, root).as_uri())
    if is_opened:
        open_report(report_path(company, root))
    return Exit.DONE


def report_path(company: str, root: Path = ROOT) -> Path:
    """Where the report of a company is; a release is immutable, so not in it."""
    return root / "build" / f"{company}_report.html"


def owners_path(company: str, root: Path = ROOT) -> Path:
    """Where the page of the data owners of a company is, which the report leads to and which leads back."""
    return root / "build" / f"{company}_owners.html"


def write_report(company: str, root: Path = ROOT) -> Path:
    """The path of the report, complete or as it was before.

    Raises InputError where there is no release or no build file to read.
    """
    folder = root / "releases" / company / "current"
    if ReleaseStore(folder.parent).current() is None:
        raise InputError([f"There is no release of {company} yet: ./run build makes one."])
    with closing(opened_tables(folder / "health.duckdb", root)) as release, closing(opened_tables(root / "build" / f"{company}.duckdb", root)) as build:
        content, chunks = _content(company, release, build)
        content["quality"] = read_quality(build, owners_path(company, root), datetime.now(UTC).date(), root)
    path = report_path(company, root)
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(page_html(f"Account health: {company}", content, chunks), encoding="utf-8")
    unfinished.replace(path)
    return path


def opened_tables(path: Path, root: Path) -> Tables:
    """The tables of a build or release file.

    Raises InputError where there is none, or a build is writing it.
    """
    try:
        return Tables(path)
    except duckdb.IOException:
        raise InputError([f"{path.relative_to(root)} cannot be read: it is absent, or a build is writing it; ./run build makes it."]) from None


def _content(company: str, release: Tables, build: Tables) -> tuple[dict[str, Any], list[str]]:
    current = next((row for row in release.records("published.releases", "released_at desc") if row["is_current"]), {})
    accounts, dates = read_accounts(release), read_dates(release)
    keys = read_measure_keys(release)
    numbers = {"measure_keys": keys, "states": STATES, "chunk": CHUNK, "has_moves": bool(release.columns(CHANGES))}
    content = {"company": company, "release": current, **dates, **numbers, **accounts, "rulebook": read_rulebook(build)}
    return content, list(read_details(release, accounts["ids"], keys, dates["compare"]))


def open_report(path: Path) -> None:
    """Shows the report where there is a screen; does nothing where there is none."""
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(path.as_uri())
