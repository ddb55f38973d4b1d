"""One row per release kept on disk. The last model of a build: it writes the release that readers open."""

from typing import Any


def model(dbt: Any, session: Any) -> Any:
    """Hands every published table, and the evidence for this release, to python_checks.release."""
    dbt.config(materialized="table")
    from python_checks.release import publish_release

    tables = {
        "published.account_health": dbt.ref("account_health_current"),
        "published.account_health_v1": dbt.ref("account_health", v=1),
        "published.account_health_v2": dbt.ref("account_health", v=2),
        "published.account_health_by_objective_v1": dbt.ref("account_health_by_objective", v=1),
        "published.account_health_changes_v1": dbt.ref("account_health_changes", v=1),
        "published.account_health_customer_view_v1": dbt.ref("account_health_customer_view", v=1),
        "published.account_health_drivers_v1": dbt.ref("account_health_drivers", v=1),
        "published.account_health_history_v1": dbt.ref("account_health_history", v=1),
        "quality.column_profile": dbt.ref("column_profile"),
        "quality.source_scorecard": dbt.ref("source_scorecard"),
        # The invocation id differs between two builds of the same input.
        "quality.expectation_results": dbt.ref("expectation_results").project("* exclude (invocation_id)"),
        "quality.release_gate": dbt.ref("release_gate").project("* exclude (invocation_id)"),
    }
    return publish_release(session, dbt.ref("release_candidate"), tables, keep=int(dbt.config.meta_get("keep_releases")))
