"""One row per figure of the marts: how many were recomputed by the reference scorer, how many differ."""

from typing import Any


def model(dbt: Any, session: Any) -> Any:
    """Hands over what the scoring reads and what it says; the recomputation is python_checks.reference, which shares nothing with the SQL."""
    dbt.config(materialized="table")
    from python_checks.reference.build_check import check_relation

    tables = {
        "confidence_levels": dbt.ref("confidence_levels"),
        "curves": dbt.ref("curves"),
        "factor_weights": dbt.ref("factor_weights"),
        "fct_account_scores": dbt.ref("fct_account_scores"),
        "fct_factor_scores": dbt.ref("fct_factor_scores"),
        "fct_measure_scores": dbt.ref("fct_measure_scores"),
        "health_bands": dbt.ref("health_bands"),
        "int_account_spine": dbt.ref("int_account_spine"),
        "int_measured_values": dbt.ref("int_measured_values"),
        "lifecycle_stages": dbt.ref("lifecycle_stages"),
        "measure_requirements": dbt.ref("measure_requirements"),
        "measure_rules": dbt.ref("measure_rules"),
        "measure_weights": dbt.ref("measure_weights"),
        "measures": dbt.ref("measures"),
        "preflight": dbt.ref("preflight"),
        "score_exceptions": dbt.ref("score_exceptions"),
        "scorecards": dbt.ref("scorecards"),
        "scoring_models": dbt.ref("scoring_models"),
        "stg_crm__score_overrides": dbt.ref("stg_crm__score_overrides"),
    }
    return check_relation(session, tables)
