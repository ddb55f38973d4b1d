"""What a company says of itself: landing.yml, the command's options and the environment, checked together."""

import os
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from python_checks.contract import ESSENTIAL, Contract, source_names
from python_checks.problems import InputError, did_you_mean
from python_checks.project import ROOT, checked_company, company_of_environment, project_vars, read_yaml

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
KEYS = ("company", "as_of_date", "reporting_currency", "switched_off")


@dataclass(frozen=True)
class Settings:
    """What is built, for whom, as of when. `as_of_date` is None where the sample's date or the run's day counts."""

    company: str
    landing: Path | None = None
    as_of_date: date | None = None
    reporting_currency: str = "USD"
    switched_off: frozenset[str] = field(default_factory=frozenset)

    def is_off(self, source: str, table: str) -> bool:
        """Switched off by the source's or by the table's name."""
        return bool(self.switched_off & {source, f"{source}.{table}"})

    def environment(self) -> dict[str, str]:
        """What dbt reads: HEALTH_COMPANY, HEALTH_LANDING, HEALTH_AS_OF (empty means unset)."""
        return {
            "HEALTH_COMPANY": self.company,
            "HEALTH_LANDING": str(self.landing or ""),
            "HEALTH_AS_OF": str(self.as_of_date or ""),
        }


def read_settings(contract: Contract, landing: str | None = None, as_of: str | None = None, root: Path = ROOT) -> Settings:
    """The settings of the landing folder `landing` (else HEALTH_LANDING, else the sample), as of `as_of` (else HEALTH_AS_OF, else landing.yml).

    Raises InputError with every sentence that is true of them.
    """
    said_landing = landing or os.environ.get("HEALTH_LANDING", "")
    said_as_of = as_of or os.environ.get("HEALTH_AS_OF", "")
    problems: list[str] = []
    as_of_date = _as_date(said_as_of, "The as-of date", problems) if said_as_of else None
    if not said_landing:
        if problems:
            raise InputError(problems)
        off = frozenset(project_vars(root).get("switched_off") or [])
        return Settings(company=company_of_environment(), as_of_date=as_of_date, switched_off=off)
    folder = landing_path(said_landing)
    content = {"reporting_currency": project_vars(root).get("reporting_currency"), **_landing_file(folder)}
    settings = _of_landing(folder, content, as_of_date, contract, problems)
    if problems:
        raise InputError(problems)
    return settings


def landing_path(said: str) -> Path:
    """The landing folder as an absolute path; a relative one is seen from where the person called `./run`."""
    return (Path(os.environ.get("HEALTH_CALLER_FOLDER") or Path.cwd()) / Path(said).expanduser()).resolve()


def _landing_file(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise InputError([f"The landing folder {folder.name} does not exist: check the path given to --landing or HEALTH_LANDING."])
    if not (folder / "landing.yml").is_file():
        raise InputError([f"{folder.name}/landing.yml is missing: write one that says {', '.join(KEYS)}."])
    return read_yaml(folder / "landing.yml")


def _of_landing(folder: Path, content: dict[str, Any], as_of_date: date | None, contract: Contract, problems: list[str]) -> Settings:
    problems += [f'landing.yml has the unknown key "{key}".{did_you_mean(str(key), KEYS)}' for key in content if key not in KEYS]
    said_date = content.get("as_of_date")
    if as_of_date is None and said_date is not None:
        as_of_date = _as_date(str(said_date), "landing.yml: as_of_date", problems)
    currency = str(content.get("reporting_currency"))
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        problems.append("landing.yml: reporting_currency is not a three-letter code: write one like USD.")
    off = content.get("switched_off") or []
    return Settings(
        company=_company(content, problems),
        landing=folder,
        as_of_date=as_of_date,
        reporting_currency=currency,
        switched_off=_switched_off(off, contract, problems),
    )


def _company(content: dict[str, Any], problems: list[str]) -> str:
    said = str(content.get("company") or "")
    if not said:
        problems.append("landing.yml does not say the company: add a line like `company: nova`.")
        return ""
    try:
        checked_company(said)
    except InputError as error:
        problems += error.sentences
    asked = os.environ.get("HEALTH_COMPANY", "")
    if asked and asked != said:
        problems.append("HEALTH_COMPANY and landing.yml name two different companies: unset HEALTH_COMPANY or correct landing.yml.")
    return said


def _switched_off(said: Any, contract: Contract, problems: list[str]) -> frozenset[str]:
    if not isinstance(said, list):
        problems.append("landing.yml: switched_off is not a list: write it like [survey, support.messages].")
        return frozenset()
    known = [*source_names(contract), *contract]
    names = frozenset(str(name) for name in said)
    problems += [
        f'landing.yml: switched_off names "{name}", which is no source or table.{did_you_mean(name, known)}' for name in sorted(names) if name not in known
    ]
    problems += [
        f"landing.yml: switched_off covers {needed}, without which no account can be scored: land the table."
        for needed in ESSENTIAL
        if names & {needed, needed.split(".")[0]}
    ]
    return names


def _as_date(text: str, what: str, problems: list[str]) -> date | None:
    try:
        if ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    problems.append(f"{what} is not a date: write it like 2026-06-30.")
    return None
