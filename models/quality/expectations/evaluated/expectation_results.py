"""One row per promise of every suite in python_checks/expectations: was it kept in this build?"""

from typing import Any


def model(dbt: Any, session: Any) -> Any:
    """Hands over what the suites read; python_checks/tests/test_expectations.py says which table is missing here."""
    dbt.config(materialized="table")
    from python_checks.expectations.results import expectation_relation

    tables = {
        "stg_usage__event_counts": dbt.ref("stg_usage__event_counts"),
        "confidence_levels": dbt.ref("confidence_levels"),
        "customer_view_columns": dbt.ref("customer_view_columns"),
        "data_sources": dbt.ref("data_sources"),
        "enum_map": dbt.ref("enum_map"),
        "expectation_limits": dbt.ref("expectation_limits"),
        "fct_account_health": dbt.ref("fct_account_health"),
        "fct_account_health_history": dbt.ref("fct_account_health_history"),
        "fct_account_scores": dbt.ref("fct_account_scores"),
        "fct_customer_view": dbt.ref("fct_customer_view"),
        "fct_factor_scores": dbt.ref("fct_factor_scores"),
        "fct_measure_scores": dbt.ref("fct_measure_scores"),
        "fct_score_changes": dbt.ref("fct_score_changes"),
        "fct_score_drivers": dbt.ref("fct_score_drivers"),
        "health_bands": dbt.ref("health_bands"),
        "objectives": dbt.ref("objectives"),
        "preflight": dbt.ref("preflight"),
        "release_candidate": dbt.ref("release_candidate"),
        "scoring_models": dbt.ref("scoring_models"),
        "source_scorecard": dbt.ref("source_scorecard"),
        "stg_billing__invoices": dbt.ref("stg_billing__invoices"),
        "stg_billing__subscriptions": dbt.ref("stg_billing__subscriptions"),
        "stg_crm__account_pulses": dbt.ref("stg_crm__account_pulses"),
        "stg_crm__accounts": dbt.ref("stg_crm__accounts"),
        "stg_crm__activities": dbt.ref("stg_crm__activities"),
        "stg_crm__contacts": dbt.ref("stg_crm__contacts"),
        "stg_crm__opportunities": dbt.ref("stg_crm__opportunities"),
        "stg_crm__score_overrides": dbt.ref("stg_crm__score_overrides"),
        "stg_market__signals": dbt.ref("stg_market__signals"),
        "stg_release__account_health_history": dbt.ref("stg_release__account_health_history"),
        "stg_social__mentions": dbt.ref("stg_social__mentions"),
        "stg_support__messages": dbt.ref("stg_support__messages"),
        "stg_support__tickets": dbt.ref("stg_support__tickets"),
        "stg_survey__responses": dbt.ref("stg_survey__responses"),
    }
    return expectation_relation(session, tables, future_days=int(dbt.config.meta_get("future_days_allowed")))
