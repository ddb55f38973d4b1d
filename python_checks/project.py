"""Where the project is, and what its own files say: the vars of dbt_project.yml and small YAML and CSV files."""

import csv
import os
import re
from pathlib import Path
from typing import Any

import yaml

from python_checks.problems import InputError

ROOT = Path(__file__).resolve().parent.parent
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader where PyYAML has it: ten times as fast, which a preflight is worth."""
COMPANY = re.compile(r"[a-z0-9_-]+")


def read_yaml(path: Path) -> dict[str, Any]:
    """A YAML file as a mapping; empty for an empty file.

    Raises InputError where the file is not readable as YAML, with the line.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=LOADER)
    except OSError as error:
        raise InputError([f"{path.name} cannot be read ({error.strerror}): check that it exists and its permissions."]) from None
    except UnicodeDecodeError:
        raise InputError([f"{path.name} is not UTF-8 text: save it as UTF-8."]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" near line {mark.line + 1}" if mark else ""
        raise InputError([f"{path.name} is not valid YAML{line}: correct its indentation and quotes."]) from None
    except ValueError:
        raise InputError([f"{path.name} holds a date that is not in the calendar: correct it."]) from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise InputError([f"{path.name} is not a list of `key: value` lines: write it as described in the README."])
    return content


def read_rows(path: Path) -> list[dict[str, str]]:
    """A small CSV file of the project as rows; none where the file is absent."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def project_vars(root: Path = ROOT) -> dict[str, Any]:
    """The vars of dbt_project.yml."""
    found = read_yaml(root / "dbt_project.yml").get("vars") or {}
    return dict(found)


def company_of_environment() -> str:
    """The company as profiles.yml reads it: HEALTH_COMPANY, else the landing folder's name, else sample.

    Raises InputError for a name that cannot be a file name.
    """
    folder = os.environ.get("HEALTH_LANDING", "").rstrip("/").split("/")[-1]
    return checked_company(os.environ.get("HEALTH_COMPANY") or folder or "sample")


def checked_company(name: str) -> str:
    """The name, where it may name build file and release folder; else InputError."""
    if not COMPANY.fullmatch(name):
        raise InputError(["The company name may have lower-case letters, digits, - and _ only: correct `company` in landing.yml or set HEALTH_COMPANY."])
    return name
