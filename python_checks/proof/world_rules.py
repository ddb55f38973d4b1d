"""Random rulebooks, valid as the config tests of the project want them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from python_checks.proof.choices import Choices
from python_checks.proof.world_curves import curve_rows, score_pool
from python_checks.proof.world_weights import weight_rows

Rows = list[dict[str, Any]]
DATES = tuple(date(2026, 6, 30) - timedelta(days=days) for days in (36, 29, 22, 15, 8, 1, 0))
"""The grid: Mondays and the current date. A world has the last of them; versions change hands on one of the last three."""
SEGMENTS = ("smb", "enterprise")
INDUSTRIES = ("retail", "health")
STAGES = ("onboarding", "renewal", "steady")
TABLES = (("crm", "contacts"), ("usage", "events"), ("support", "tickets"))
BASES = ("absolute", "absolute", "own_baseline", "peer")
POLICIES = ("redistribute", "cohort_median", "neutral", "worst")
OPERATORS = ("=", ">", ">=", "<", "<=")


@dataclass(frozen=True)
class Size:
    """How large a world may become; it has `least` accounts at least."""

    accounts: int
    least: int = 1
    dates: int = 2
    measures: int = 9
    versions: int = 3
    scorecards: int = 3
    min_cohort: int = 20


SMALL = Size(accounts=5, measures=4, versions=2, scorecards=2, min_cohort=3)


class RulebookMaker:
    """Fills the rows of every seed of the rulebook, one version after the other."""

    def __init__(self, choose: Choices, size: Size) -> None:
        self.choose = choose
        self.size = size
        self.seeds: dict[str, Rows] = {name: [] for name in SEEDS}
        factors = [f"factor_{number}" for number in range(choose.integer(1, 4))]
        self.factors = factors
        for number in range(max(choose.integer(1, size.measures), choose.integer(1, size.measures))):
            self._catalogue(f"m{number}", choose.one_of(factors))

    def _catalogue(self, measure_key: str, factor_key: str) -> None:
        choose = self.choose
        row = {"measure_key": measure_key, "factor_key": factor_key, "needs_seats": choose.chance(10), "min_tenure_days": choose.one_of((0, 0, 0, 0, 60, 180))}
        self.seeds["measures"].append(row)
        for group in range(1, choose.one_of((1, 1, 2, 3))):
            for source, table in choose.some_of(TABLES, 40):
                column = choose.one_of((None, "column_a", "column_b"))
                self.seeds["measure_requirements"].append(
                    {"measure_key": measure_key, "requirement_group": group, "source_name": source, "table_name": table, "column_name": column}
                )

    def rulebook(self) -> dict[str, Rows]:
        """Two objectives; the first always has a version in force, perhaps another one on each date."""
        self.seeds["objectives"] += [{"objective_key": key, "is_primary": key == "retention"} for key in ("retention", "expansion")]
        start, last = DATES[0] - timedelta(days=400), DATES[-1]
        change = self.choose.one_of((None, None, *DATES[-3:])) if self.size.versions > 1 else None
        dates: list[tuple[date | None, date | None, date | None]] = [(self.choose.one_of((None, start)), start, change)]
        dates += [(self.choose.one_of((None, start, *DATES[-3:])), change, None)] if change else []
        while len(dates) < self.choose.integer(1, self.size.versions):
            dates.append((self.choose.one_of((start, *DATES[-3:], last + timedelta(days=1), None)), None, None))
        for number, (shadow_from, valid_from, valid_to) in enumerate(dates):
            is_second = valid_from is None and self.choose.chance(30)
            self._version(f"v{number}", "expansion" if is_second else "retention", (shadow_from, valid_from, valid_to))
        return self.seeds

    def _version(self, version: str, objective: str, dates: tuple[date | None, date | None, date | None]) -> None:
        choose = self.choose
        self.seeds["scoring_models"].append(
            {
                "model_version": version,
                "objective_key": objective,
                "status": "champion" if dates[1] else "challenger",
                "shadow_from": dates[0],
                "valid_from": dates[1],
                "valid_to": dates[2],
                "grace_days": choose.one_of((0, 30, 30, 45)),
                "min_coverage": choose.one_of((Decimal(0), Decimal("0.3333"), Decimal("0.5"), Decimal("0.6667"), Decimal(1))),
                "min_cohort": choose.integer(1, self.size.min_cohort),
            }
        )
        bounds = self._bands(version)
        self._levels(version)
        scorecards = self._scorecards(version)
        judged = [row for row in self.seeds["measures"] if choose.chance(90)] or self.seeds["measures"][:1]
        pool = [Decimal(100)] if choose.chance(10) else score_pool(bounds)
        for row in judged:
            self._judge(version, row["measure_key"], scorecards, pool)
        self._weights(version, judged, scorecards)
        self._exceptions(version, [row["measure_key"] for row in judged], bounds)

    def _add(self, seed: str, version: str, **cells: Any) -> None:
        self.seeds[seed].append({"model_version": version, **cells})

    def _bands(self, version: str) -> list[Decimal]:
        cuts = {self.choose.decimal(0, 100, 1) for _ in range(self.choose.integer(0, 4))} - {Decimal(0), Decimal(100)}
        bounds = [Decimal(0), *sorted(cuts), Decimal(100)]
        for number, (lower, upper) in enumerate(pairwise(bounds)):
            band = {"health_band": f"band_{number}", "band_order": number + 1, "lower_bound": lower, "upper_bound": upper}
            self._add("health_bands", version, **band, counts_as_at_risk=self.choose.chance(50), band_colour="#000000")
        return bounds

    def _levels(self, version: str) -> None:
        choose = self.choose
        for priority in range(1, choose.integer(1, 3)):
            coverage = choose.one_of((Decimal("0.5"), Decimal("0.6667"), Decimal("0.8"), Decimal(1)))
            level = {"confidence": f"level_{9 - priority}", "priority": priority, "min_coverage": coverage, "min_tenure_days": choose.one_of((0, 90))}
            self._add("confidence_levels", version, **level)
        self._add("confidence_levels", version, confidence="lowest", priority=9, min_coverage=Decimal(0), min_tenure_days=0)
        for priority, stage in enumerate(choose.some_of(STAGES[:2], 70)):
            below, within = choose.one_of(((90, None), (None, 90), (90, 90)))
            self._add("lifecycle_stages", version, lifecycle_stage=stage, priority=priority, tenure_below_days=below, renewal_within_days=within)
        self._add("trend_labels", version, trend_label="falling", priority=9, min_slope=None)
        self._add("trend_labels", version, trend_label="rising", priority=1, min_slope=choose.one_of((Decimal("0.75"), Decimal(0), Decimal(10))))
        self._add("lifecycle_stages", version, lifecycle_stage="steady", priority=9, tenure_below_days=None, renewal_within_days=None)

    def _scorecards(self, version: str) -> list[str]:
        choose = self.choose
        keys = ["default"]
        self._add("scorecards", version, scorecard_key="default", priority=90, segment=None, industry=None, lifecycle_stage=None)
        for number in range(choose.integer(1, self.size.scorecards) - 1):
            key = f"card_{number}"
            conditions = {"segment": choose.one_of((*SEGMENTS, None)), "industry": choose.one_of((None, *INDUSTRIES))}
            is_empty = not any(conditions.values())
            stage = choose.one_of(STAGES) if is_empty else choose.one_of((None, None, *STAGES))
            self._add("scorecards", version, scorecard_key=key, priority=10 - number, lifecycle_stage=stage, **conditions)
            keys.append(key)
        return keys

    def _judge(self, version: str, measure: str, scorecards: Sequence[str], pool: Sequence[Decimal]) -> None:
        choose = self.choose
        basis = choose.one_of(BASES)
        rule = {"measure_key": measure, "basis": basis, "validity_days": choose.one_of((60, 60, 0, 90)), "missing_policy": choose.one_of(POLICIES)}
        self._add("measure_rules", version, **rule)
        for scorecard in scorecards:
            if scorecard == "default" or choose.chance(25):
                for row in curve_rows(choose, basis, pool):
                    self._add("curves", version, scorecard_key=scorecard, measure_key=measure, **row)

    def _weights(self, version: str, judged: Rows, scorecards: Sequence[str]) -> None:
        members: dict[str, list[str]] = {}
        for row in judged:
            members.setdefault(row["factor_key"], []).append(row["measure_key"])
        for row in weight_rows(self.choose, "factor_key", list(members), scorecards):
            self._add("factor_weights", version, **row)
        for measures in members.values():
            for row in weight_rows(self.choose, "measure_key", measures, scorecards):
                self._add("measure_weights", version, **row)

    def _exceptions(self, version: str, measures: Sequence[str], bounds: Sequence[Decimal]) -> None:
        choose = self.choose
        thresholds = [row["x"] for row in self.seeds["curves"] if row["model_version"] == version]
        for number in range(choose.integer(0, 3)):
            self._add(
                "score_exceptions",
                version,
                exception_key=f"exception_{number}",
                measure_key=choose.one_of(measures),
                operator=choose.one_of(OPERATORS),
                threshold=choose.one_of(thresholds),
                direction=choose.one_of(("cap", "floor")),
                limit_score=choose.one_of((*bounds, choose.decimal(0, 100, 1))),
                reason=f"Reason {number}.",
            )


SEEDS = (
    "scoring_models",
    "objectives",
    "measures",
    "measure_requirements",
    "measure_rules",
    "scorecards",
    "curves",
    "factor_weights",
    "measure_weights",
    "health_bands",
    "confidence_levels",
    "lifecycle_stages",
    "score_exceptions",
    "trend_labels",
)
