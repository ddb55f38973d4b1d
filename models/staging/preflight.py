"""One row per column of the raw contract: is its table on, is the column landed. Fails where the landing does not fit the contract."""

from typing import Any


def model(dbt: Any, session: Any) -> Any:
    """Every raw table waits for this model, and this model waits for the rulebook and its tests."""
    dbt.config(materialized="table")
    dbt.ref("rulebook_versions")
    from python_checks.preflight import landed_columns

    return landed_columns(session, raw_schemas=dbt.config.meta_get("raw_schemas"), switched_off=dbt.config.meta_get("switched_off"))
