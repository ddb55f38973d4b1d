"""The rulebook as the build used it: the tables of schema `rulebook`, row by row, so that the page explains what really counts."""

from typing import Any

from python_checks.report.tables import Tables

RULEBOOK = {
    "objectives": "is_primary desc, objective_key",
    "scoring_models": "objective_key, valid_from desc nulls last, model_version",
    "factors": "display_order, factor_key",
    "measures": "measure_key",
    "measure_requirements": "measure_key, requirement_group, source_name, table_name",
    "measure_rules": "model_version, measure_key",
    "curves": "model_version, scorecard_key, measure_key, point_order",
    "resolved_weights": "model_version, scorecard_key, measure_key",
    "health_bands": "model_version, band_order",
    "scorecards": "model_version, priority",
    "lifecycle_stages": "model_version, priority",
    "confidence_levels": "model_version, priority",
    "score_exceptions": "model_version, limit_score, exception_key",
    "weight_limits": "measure_key",
    "model_approvals": "model_version, approved_on, function",
    "trend_labels": "model_version, priority",
}
"""Table -> order of its rows. A table that a project does not have is shown as empty."""


def read_rulebook(build: Tables) -> dict[str, list[dict[str, Any]]]:
    """Table -> rows."""
    return {table: build.records(f"rulebook.{table}", order) for table, order in RULEBOOK.items()}
