"""Small worlds written by hand, for tests that say what the score has to be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from python_checks.reference.inputs import Inputs, MeasuredValue, SpineRow

DAY = date(2026, 6, 29)
LONG_AGO = DAY - timedelta(days=1000)
ACCOUNT = SpineRow("acme", DAY, tenure_days=400, seats=10, segment="smb", industry="retail")
Rows = list[dict[str, Any]]


def rules(measures: Mapping[str, tuple[str, str, str]], policy: str = "redistribute", **version: Any) -> dict[str, Rows]:
    """A rulebook of one version; by measure: its factor, the factor's weight, its own weight. Curves run from 0 at 0 to 100 at 100."""
    factors = {factor: Decimal(weight) for factor, weight, _ in measures.values()}
    of = {"model_version": "v1"}
    default = {**of, "scorecard_key": "default"}
    model = {"objective_key": "retention", "shadow_from": None, "valid_from": LONG_AGO, "valid_to": None, "status": "champion"}
    return {
        "scoring_models": [{**of, **model, "grace_days": 30, "min_coverage": Decimal("0.5"), "min_cohort": 20, **version}],
        "objectives": [{"objective_key": "retention", "is_primary": True}],
        "measures": [{"measure_key": key, "factor_key": cells[0], "needs_seats": False, "min_tenure_days": 0} for key, cells in measures.items()],
        "measure_requirements": [],
        "measure_rules": [{**of, "measure_key": key, "basis": "absolute", "validity_days": 60, "missing_policy": policy} for key in measures],
        "scorecards": [{**default, "priority": 90, "segment": None, "industry": None, "lifecycle_stage": None}],
        "curves": [{**default, "measure_key": key, "point_order": n, "x": Decimal(x), "y": Decimal(x)} for key in measures for n, x in ((1, 0), (2, 100))],
        "factor_weights": [{**default, "factor_key": factor, "weight": weight} for factor, weight in factors.items()],
        "measure_weights": [{**default, "measure_key": key, "weight": Decimal(cells[2])} for key, cells in measures.items()],
        "health_bands": [band("low", 1, "0", "40"), band("middle", 2, "40", "75"), band("high", 3, "75", "100")],
        "confidence_levels": [{**of, "confidence": "any", "priority": 1, "min_coverage": Decimal(0), "min_tenure_days": 0}],
        "lifecycle_stages": [{**of, "lifecycle_stage": "steady", "priority": 1, "tenure_below_days": None, "renewal_within_days": None}],
        "score_exceptions": [],
        "trend_labels": [{**of, "trend_label": "any", "priority": 1, "min_slope": None}],
    }


def band(name: str, order: int, lower: str, upper: str) -> dict[str, Any]:
    bounds = {"lower_bound": Decimal(lower), "upper_bound": Decimal(upper)}
    return {"model_version": "v1", "health_band": name, "band_order": order, "band_colour": "#000000", "counts_as_at_risk": order == 1, **bounds}


def exception(key: str, measure: str, operator: str, threshold: str, direction: str, limit: str) -> dict[str, Any]:
    judged = {"measure_key": measure, "operator": operator, "threshold": Decimal(threshold)}
    return {"model_version": "v1", "exception_key": key, **judged, "direction": direction, "limit_score": Decimal(limit), "reason": key}


def values(by_measure: Mapping[str, str | None], account: SpineRow = ACCOUNT) -> list[MeasuredValue]:
    """Values observed on the as-of date; None is a missing answer."""
    found = {key: None if value is None else Decimal(value) for key, value in by_measure.items()}
    return [MeasuredValue(account.account_id, account.as_of_date, key, value, account.as_of_date) for key, value in found.items()]


def inputs(rulebook: dict[str, Rows], measured: Sequence[MeasuredValue], *accounts: SpineRow, **more: Any) -> Inputs:
    return Inputs(rulebook, accounts or [ACCOUNT], measured, **more)


def named(account_id: str, **attributes: Any) -> SpineRow:
    return replace(ACCOUNT, account_id=account_id, **attributes)
