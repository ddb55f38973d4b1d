"""What the dbt model `expectation_results` returns: one row per promise of every suite, judged by Great Expectations where it is installed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from python_checks.expectations import beside
from python_checks.expectations.gather import gather
from python_checks.expectations.outcome import NOT_EVALUATED, PASSED, Outcome, not_evaluated
from python_checks.expectations.promises import Promise, Suite
from python_checks.expectations.suites import SUITES
from python_checks.expectations.tables import Tables

COLUMNS = {
    "suite": "varchar",
    "expectation": "varchar",
    "table_name": "varchar",
    "column_name": "varchar",
    "severity": "varchar",
    "status": "varchar",
    "is_success": "boolean",
    "observed": "varchar",
    "limit_text": "varchar",
    "failing_rows": "bigint",
    "owner_name": "varchar",
    "description": "varchar",
    "remedy": "varchar",
    "as_of_date": "date",
    "invocation_id": "varchar",
}
"""The columns of the table and their types, in their order."""
NOT_INSTALLED = "Great Expectations is not installed"


def expectation_relation(session: Any, relations: Mapping[str, Any], future_days: int, suites: Sequence[Suite] = SUITES) -> Any:
    """The outcome of every promise as a relation of the session. `relations` are DuckDB relations by model or seed name.

    No row where no release is proposed, as in a run with --empty: the gate does not pass what nobody judged.
    """
    from dbt_common.invocation import get_invocation_id

    tables = Tables(session, relations)
    if not tables.rows("select as_of_date from {release_candidate}"):
        return _relation(session, [], {}, date.min, get_invocation_id())
    evidence = gather(tables, future_days)
    try:
        outcomes = beside.outcomes(suites, tables, evidence)
    except ImportError:
        outcomes = [not_evaluated(suite, promise, NOT_INSTALLED) for suite in suites for promise in suite.promises]
    return _relation(session, outcomes, evidence.owners, evidence.as_of_date, get_invocation_id())


def catalogue_row(suite: Suite, promise: Promise, owners: Mapping[str, str]) -> dict[str, Any]:
    """What is known of a promise before it is judged."""
    return {
        "suite": suite.name,
        "expectation": promise.expectation,
        "table_name": suite.table,
        "column_name": promise.column,
        "severity": promise.severity.value,
        "owner_name": suite.owner or owners[suite.table],
        "description": promise.why,
        "remedy": promise.remedy,
    }


def _relation(session: Any, outcomes: list[Outcome], owners: Mapping[str, str], as_of_date: date, invocation_id: str) -> Any:
    rows = [
        catalogue_row(outcome.suite, outcome.promise, owners)
        | {
            "status": outcome.status,
            "is_success": None if outcome.status == NOT_EVALUATED else outcome.status == PASSED,
            "observed": outcome.observed,
            "limit_text": outcome.limit,
            "failing_rows": outcome.failing_rows,
            "as_of_date": as_of_date,
            "invocation_id": invocation_id,
        }
        for outcome in outcomes
    ]
    picked = ", ".join(f"cast(unnest(${column}) as {kind}) as {column}" for column, kind in COLUMNS.items())
    return session.sql(f"select {picked}", params={column: [row[column] for row in rows] for column in COLUMNS})
