"""The rulebook as the specification reads it: versions, scorecards, fallbacks, curves, weights."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from python_checks.reference.exact import ZERO, Curve
from python_checks.reference.inputs import Row, SpineRow

Seeds = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as one version judges it."""

    measure_key: str
    factor_key: str
    needs_seats: bool
    min_tenure_days: int
    basis: str
    validity_days: int
    missing_policy: str


@dataclass(frozen=True)
class Scorecard:
    """Curves and weights after the fallback to the default scorecard; by measure, factor weight first."""

    scorecard_key: str
    conditions: Mapping[str, str | None]
    curves: Mapping[str, Curve]
    weights: Mapping[str, tuple[Decimal, Decimal]]

    def matches(self, attributes: Mapping[str, str | None]) -> bool:
        """An empty condition matches everybody; an unknown attribute matches only an empty condition."""
        return all(wanted is None or wanted == attributes[name] for name, wanted in self.conditions.items())


@dataclass(frozen=True)
class Version:
    """One rulebook version. `row` is its row in scoring_models; the lists are in the order in which they are tried."""

    row: Row
    measures: Sequence[Measure]
    scorecards: Sequence[Scorecard]
    stages: Sequence[Row]
    confidence_levels: Sequence[Row]
    bands: Sequence[Row]
    exceptions: Sequence[Row]

    def is_champion(self, as_of_date: date) -> bool:
        """In force: valid_from <= d < valid_to. Dates decide, not the status."""
        valid_from, valid_to = self.row["valid_from"], self.row["valid_to"]
        return valid_from is not None and valid_from <= as_of_date and (valid_to is None or as_of_date < valid_to)

    def is_live(self, as_of_date: date) -> bool:
        """In force, or scored in the shadow."""
        shadow_from = self.row["shadow_from"]
        return self.is_champion(as_of_date) or (shadow_from is not None and shadow_from <= as_of_date)

    def stage_of(self, account: SpineRow) -> str:
        """The first lifecycle stage whose conditions hold."""
        return str(next(stage["lifecycle_stage"] for stage in self.stages if _is_in_stage(stage, account)))

    def scorecard_of(self, account: SpineRow, stage: str) -> Scorecard:
        """The matching scorecard with the lowest priority."""
        attributes = {"segment": account.segment, "industry": account.industry, "lifecycle_stage": stage}
        return next(scorecard for scorecard in self.scorecards if scorecard.matches(attributes))


def _is_in_stage(stage: Row, account: SpineRow) -> bool:
    tenure_below, renewal_within = stage["tenure_below_days"], stage["renewal_within_days"]
    is_young = tenure_below is None or account.tenure_days < tenure_below
    is_near = renewal_within is None or (account.renews_on is not None and (account.renews_on - account.as_of_date).days <= renewal_within)
    return is_young and is_near


def read_versions(seeds: Seeds) -> list[Version]:
    """Every version of the rulebook."""
    return [_version(_Rows(seeds, str(row["model_version"])), row) for row in seeds["scoring_models"]]


class _Rows:
    """The rows of one version, seed by seed."""

    def __init__(self, seeds: Seeds, version: str) -> None:
        self.catalogue = {row["measure_key"]: row for row in seeds["measures"]}
        self._seeds = seeds
        self._version = version

    def of(self, seed: str, order: str | None = None) -> list[Row]:
        found = [row for row in self._seeds[seed] if row["model_version"] == self._version]
        return sorted(found, key=lambda row: row[order]) if order else found


def _version(rows: _Rows, row: Row) -> Version:
    measures = [_measure(rule, rows.catalogue[rule["measure_key"]]) for rule in rows.of("measure_rules")]
    return Version(
        row=row,
        measures=measures,
        scorecards=_scorecards(rows, measures),
        stages=rows.of("lifecycle_stages", "priority"),
        confidence_levels=rows.of("confidence_levels", "priority"),
        bands=rows.of("health_bands", "lower_bound"),
        exceptions=rows.of("score_exceptions", "exception_key"),
    )


def _measure(rule: Row, catalogued: Row) -> Measure:
    return Measure(
        measure_key=rule["measure_key"],
        factor_key=catalogued["factor_key"],
        needs_seats=catalogued["needs_seats"],
        min_tenure_days=catalogued["min_tenure_days"],
        basis=rule["basis"],
        validity_days=rule["validity_days"],
        missing_policy=rule["missing_policy"],
    )


def _scorecards(rows: _Rows, measures: Sequence[Measure]) -> list[Scorecard]:
    conditions = {row["scorecard_key"]: {name: row[name] for name in ("segment", "industry", "lifecycle_stage")} for row in rows.of("scorecards", "priority")}
    default = next(key for key, cells in conditions.items() if not any(cells.values()))
    factor_weights = {(row["scorecard_key"], row["factor_key"]): row["weight"] for row in rows.of("factor_weights")}
    measure_weights = {(row["scorecard_key"], row["measure_key"]): row["weight"] for row in rows.of("measure_weights")}
    curves = _curves(rows)
    found = []
    for key, cells in conditions.items():
        weights = {
            each.measure_key: (_own_or_default(factor_weights, key, default, each.factor_key), _own_or_default(measure_weights, key, default, each.measure_key))
            for each in measures
        }
        own = {each.measure_key: curves.get((key, each.measure_key)) or curves.get((default, each.measure_key)) for each in measures}
        found.append(Scorecard(key, cells, {measure: curve for measure, curve in own.items() if curve}, weights))
    return found


def _own_or_default(weights: Mapping[tuple[str, str], Decimal], scorecard: str, default: str, key: str) -> Decimal:
    return weights.get((scorecard, key), weights.get((default, key), ZERO))


def _curves(rows: _Rows) -> dict[tuple[str, str], Curve]:
    points = defaultdict(list)
    for row in rows.of("curves", "point_order"):
        points[row["scorecard_key"], row["measure_key"]].append((row["x"], row["y"]))
    return {key: Curve(found) for key, found in points.items()}
