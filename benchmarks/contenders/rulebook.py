"""The shipped rulebook as plain numbers, for the contenders that work with data frames."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

# Measured values are whole numbers of this part of one, scores of a millionth, weights of a ten-thousandth: so sums and quotients stay exact.
VALUE, SCORE, WEIGHT = 10**10, 10**6, 10**4
OBJECTIVES = {"retention": "2026.1", "expansion": "2026.1-expansion"}
CAPS = {"heavily_overdue": 49 * SCORE, "champion_left": 59 * SCORE, "team_alarm": 59 * SCORE}
MIN_COHORT, GRACE_DAYS, MIN_COVERAGE = 20, 30, 5000


@dataclass(frozen=True)
class Rulebook:
    """What the seeds say; lists are in the order of `measures`. A card is a scorecard of retention, or 'expansion', which has only one."""

    seeds: Path
    measures: list[str]
    factors: list[str]
    names: list[str]
    validity_days: list[int]
    weights: dict[str, list[tuple[int, int]]]
    curves: dict[str, list[list[tuple[int, int]]]]
    plays: list[dict[str, str]]


def read_rulebook(seeds: Path) -> Rulebook:
    """Weights are pairs (of the factor, of the measure), curves lists of points (x in parts of a value, y in ten-thousandths)."""
    listed = sorted(rows(seeds, "scoring/measures"), key=lambda row: row["measure_key"])
    measures, factors = [row["measure_key"] for row in listed], [row["factor_key"] for row in listed]
    days = {row["measure_key"]: int(row["validity_days"]) for row in rows(seeds, "scoring/measure_rules") if row["model_version"] == "2026.1"}
    of_factor, of_measure = (_weights(seeds, name, f"{name[:-8]}_key") for name in ("factor_weights", "measure_weights"))
    cards = ("default", "enterprise", "onboarding", "expansion")
    drawn = {card: _curves(seeds, card) for card in ("default", "onboarding")}
    return Rulebook(
        seeds,
        measures,
        factors,
        [row["measure_name"] for row in listed],
        [days[measure] for measure in measures],
        {card: [(_of(of_factor, card, factor), _of(of_measure, card, measure)) for measure, factor in zip(measures, factors, strict=True)] for card in cards},
        {card: [drawn.get(card, {}).get(measure, drawn["default"][measure]) for measure in measures] for card in cards},
        sorted(rows(seeds, "scoring/plays"), key=lambda row: int(row["priority"])),
    )


def rows(seeds: Path, name: str) -> list[dict[str, str]]:
    """The rows of a seed as text."""
    with (seeds / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def whole(number: str, part: int) -> int:
    """A decimal as a whole number of parts: '1.25' in hundredths is 125."""
    return int(Decimal(number) * part)


def _weights(seeds: Path, name: str, key: str) -> dict[tuple[str, str], int]:
    found = {}
    for row in rows(seeds, f"scoring/{name}"):
        if row["model_version"] in OBJECTIVES.values():
            card = "expansion" if row["model_version"] == OBJECTIVES["expansion"] else row["scorecard_key"]
            found[card, row[key]] = whole(row["weight"], WEIGHT)
    return found


def _of(weights: dict[tuple[str, str], int], card: str, key: str) -> int:
    return weights.get((card, key), weights.get(("default", key), 0))


def _curves(seeds: Path, card: str) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for row in rows(seeds, "scoring/curves"):
        if row["model_version"] == OBJECTIVES["retention"] and row["scorecard_key"] == card:
            found.setdefault(row["measure_key"], []).append((whole(row["x"], VALUE), whole(row["y"], WEIGHT)))
    return found
