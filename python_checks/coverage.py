"""Which measures a landing cannot feed, and what share of the nominal weight that costs, from the rulebook seeds."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from python_checks.project import ROOT, read_rows

Available = Callable[[str, str, str], bool]
"""(source, table, column or '') -> is it landed."""


@dataclass(frozen=True)
class LostMeasure:
    """A measure that becomes not applicable. `weight` is its share of the score under the default scorecard, 0-1; `lacks` names tables or columns."""

    measure_key: str
    measure_name: str
    weight: Decimal
    lacks: tuple[str, ...]


def lost_measures(available: Available, knows_seats: bool, on: date | None, root: Path = ROOT) -> list[LostMeasure]:
    """Measures without an available row in one of their requirement groups (seed measure_requirements), or without seats; heaviest first."""
    weights = nominal_weights(on, root)
    requirements = _requirements(root)
    lost = []
    for row in _seed(root, "measures"):
        key = row["measure_key"]
        broken = [group for group in requirements.get(key, []) if not any(available(*each) for each in group)]
        lacks = sorted({".".join(filter(None, each)) for group in broken for each in group})
        if not lacks and row["needs_seats"].strip().lower() == "true" and not knows_seats:
            lacks = ["the seats of at least one account"]
        if lacks:
            lost.append(LostMeasure(key, row["measure_name"], weights.get(key, Decimal(0)), tuple(lacks)))
    return sorted(lost, key=lambda each: (-each.weight, each.measure_key))


def measures_of_column(source: str, table: str, column: str, root: Path = ROOT) -> list[str]:
    """The measures that need a column, by key."""
    asked = (source, table, column)
    return sorted(key for key, groups in _requirements(root).items() if any(asked in group for group in groups))


def nominal_weights(on: date | None, root: Path = ROOT) -> dict[str, Decimal]:
    """Measure key -> factor weight x measure weight on the default scorecard of the primary champion in force on a date (last, without one)."""
    primary = {row["objective_key"] for row in _seed(root, "objectives") if row["is_primary"].strip().lower() == "true"}
    champions = [row for row in _seed(root, "scoring_models") if row["objective_key"] in primary and _in_force(row, on)]
    if not champions:
        return {}
    version = max(champions, key=lambda row: row["valid_from"])["model_version"]
    factor_of = {row["measure_key"]: row["factor_key"] for row in _seed(root, "measures")}
    factors = _default_weights(root, "factor_weights", "factor_key", version)
    measures = _default_weights(root, "measure_weights", "measure_key", version)
    return {key: factors.get(factor_of.get(key, ""), Decimal(0)) * weight for key, weight in measures.items()}


def _in_force(row: dict[str, str], on: date | None) -> bool:
    return bool(row["valid_from"]) and (on is None or row["valid_from"] <= on.isoformat())


def _default_weights(root: Path, seed: str, key: str, version: str) -> dict[str, Decimal]:
    rows = [row for row in _seed(root, seed) if row["model_version"] == version and row["scorecard_key"] == "default"]
    return {row[key]: Decimal(row["weight"]) for row in rows}


def _requirements(root: Path) -> dict[str, list[list[tuple[str, str, str]]]]:
    """Measure key -> requirement groups -> (source, table, column or '')."""
    groups: dict[str, dict[str, list[tuple[str, str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in _seed(root, "measure_requirements"):
        groups[row["measure_key"]][row["requirement_group"]].append((row["source_name"], row["table_name"], row["column_name"]))
    return {measure: list(by_group.values()) for measure, by_group in groups.items()}


def _seed(root: Path, name: str) -> list[dict[str, str]]:
    return read_rows(root / "seeds" / "scoring" / f"{name}.csv")
