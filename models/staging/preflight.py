"""One row per column of the raw contract: is its table on, is the column landed. Fails where the landing does not fit the contract."""

from typing import Any


def model(dbt: Any, session: Any) -> Any:
    """Every raw table waits for this model, and this model waits for the rulebook and its tests."""
    dbt.config(materialized="table")
    # Named so that no account row is read before their tests passed: a test blocks a model only if all it reads is upstream of the model.
    # python_checks/tests/test_rulebook_checks.py says which one is missing here.
    dbt.ref("rulebook_versions")
    dbt.ref("resolved_bands")
    dbt.ref("resolved_curves")
    dbt.ref("resolved_rules")
    dbt.ref("resolved_weights")
    dbt.ref("stg_release__account_health_history")
    dbt.ref("stg_release__published_columns")
    dbt.ref("customer_view_columns")
    dbt.ref("factors")
    dbt.ref("measure_requirements")
    dbt.ref("measure_sentences")
    dbt.ref("model_approvals")
    dbt.ref("objective_approvers")
    dbt.ref("objectives")
    dbt.ref("plays")
    dbt.ref("sentence_rules")
    dbt.ref("weight_limits")
    dbt.ref("account_merges")
    dbt.ref("check_acknowledgements")
    dbt.ref("competitor_words")
    dbt.ref("data_owners")
    dbt.ref("data_sources")
    dbt.ref("enum_map")
    dbt.ref("erased_accounts")
    dbt.ref("excluded_accounts")
    dbt.ref("expectation_limits")
    dbt.ref("fx_rates")
    dbt.ref("gate_exceptions")
    dbt.ref("gate_rules")
    dbt.ref("negation_words")
    dbt.ref("reject_reasons")
    dbt.ref("sentiment_words")
    from python_checks.expectations.beside import get_ready
    from python_checks.preflight import landed_columns

    if dbt.config.meta_get("judges_expectations"):
        get_ready()

    return landed_columns(session, raw_schemas=dbt.config.meta_get("raw_schemas"), switched_off=dbt.config.meta_get("switched_off"))
