"""Reads the evidence that limits are taken from out of the tables of a build."""

from collections import defaultdict
from datetime import date
from typing import Any

from python_checks.contract import read_contract
from python_checks.expectations.evidence import Evidence, Portrait
from python_checks.expectations.tables import Tables
from python_checks.project import ROOT

STATUSES = ("scored", "too_new", "insufficient_data")
"""Words of score_status; those of accounts without a score stand in place of a band."""
READ = (
    "customer_view_columns",
    "confidence_levels",
    "data_sources",
    "enum_map",
    "expectation_limits",
    "fct_account_health",
    "health_bands",
    "objectives",
    "preflight",
    "release_candidate",
    "stg_release__account_health_history",
)
"""Tables that are read here, beside those of the suites."""

RELEASED = """
    select score_status, health_band, confidence, rules_hash, health_score, coverage, arr
    from {stg_release__account_health_history} as history
    where
        history.as_of_date = (select max(as_of_date) from {stg_release__account_health_history})
        and history.objective_key = (select max(objective_key) from {objectives} where is_primary)
"""
FIGURES = f"""
    select
        count(*), count(case when score_status = 'scored' then 1 end), cast(avg(health_score) as double), cast(stddev_samp(health_score) as double),
        cast(avg(coverage) as double), cast(sum(arr) as double)
    from ({RELEASED}) as released
"""


def gather(tables: Tables, future_days: int) -> Evidence:
    """Everything the suites ask for; a handful of small queries."""
    return Evidence(
        as_of_date=_as_of_date(tables),
        future_days=future_days,
        limits={key: (low, high) for key, low, high in tables.rows("select limit_key, cast(least as double), cast(most as double) from {expectation_limits}")},
        codes=_codes(tables),
        owners=dict(tables.rows("select source_name || '.' || table_name, owner_name from {data_sources}")),
        budgets=dict(tables.rows("select source_name || '.' || table_name, cast(reject_budget as double) from {data_sources}")),
        off=frozenset(row[0] for row in tables.rows("select source_name || '.' || table_name from {preflight} group by 1 having not bool_or(is_on)")),
        contract=read_contract(ROOT),
        rules=frozenset(row[0] for row in tables.rows("select distinct rules_hash from {fct_account_health} where is_latest_date and is_primary_objective")),
        released=_released(tables),
        customer_columns=[row[0] for row in tables.rows("select column_name from {customer_view_columns}")],
    )


def _as_of_date(tables: Tables) -> date:
    found: date = tables.rows("select as_of_date from {release_candidate}")[0][0]
    return found


def _codes(tables: Tables) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, word in tables.rows("select distinct column_key, mapped_value from {enum_map}"):
        found[key].append(word)
    found["score_status"] = list(STATUSES)
    found["health_band"] = [row[0] for row in tables.rows("select distinct health_band from {health_bands}")] + list(STATUSES[1:])
    found["confidence"] = [row[0] for row in tables.rows("select distinct confidence from {confidence_levels}")]
    return dict(found)


def _released(tables: Tables) -> Portrait | None:
    """The last release as far as the new one is compared with it; None without one."""
    accounts, scored, mean, spread, coverage, arr = tables.rows(FIGURES)[0]
    if not accounts:
        return None
    return Portrait(
        rules=frozenset(row[0] for row in tables.rows(f"select distinct rules_hash from ({RELEASED}) as released")),
        accounts=accounts,
        scored=scored,
        score_mean=mean,
        score_spread=spread,
        coverage_mean=coverage,
        arr=arr,
        bands=_counts(tables, "health_band"),
        confidences=_counts(tables, "confidence"),
    )


def _counts(tables: Tables, column: str) -> dict[str, int]:
    rows: list[tuple[Any, ...]] = tables.rows(f"select {column}, count(*) from ({RELEASED}) as released where {column} is not null group by 1")
    return dict(rows)
