"""The rulebook of the checkout as rows with typed cells, and the landing of a company that has everything."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_checks.project import ROOT, read_rows, read_yaml
from python_checks.reference.inputs import Landed

Rows = list[dict[str, Any]]


def shipped_rulebook(root: Path = ROOT) -> dict[str, Rows]:
    """The rows of every seed in seeds/scoring, typed as their YAML twins say."""
    return {path.stem: _typed_rows(path) for path in sorted((root / "seeds" / "scoring").glob("*.csv"))}


def everything_landed(rulebook: dict[str, Rows]) -> list[Landed]:
    """Every table and column that a measure may want."""
    wanted = {(row["source_name"], row["table_name"], row["column_name"] or "id") for row in rulebook["measure_requirements"]}
    return [Landed(*each, is_on=True, is_landed=True) for each in sorted(wanted)]


def _typed_rows(path: Path) -> Rows:
    declared = next(seed for seed in read_yaml(path.with_suffix(".yml"))["seeds"] if seed["name"] == path.stem)
    types: dict[str, str] = declared["config"]["column_types"]
    return [{name: _typed(text, types[name]) for name, text in row.items()} for row in read_rows(path)]


def _typed(text: str, kind: str) -> Any:
    if text == "":
        return None
    if kind.startswith("decimal"):
        return Decimal(text)
    if kind == "boolean":
        return text == "true"
    readers: dict[str, Any] = {"integer": int, "date": date.fromisoformat}
    return readers.get(kind, str)(text)
