"""What the page of one account needs: the drivers of its scores and what moved them. Read lazily by the page, so kept in chunks."""

from collections.abc import Iterator
from typing import Any

from python_checks.report.accounts import CHANGES
from python_checks.report.tables import Tables

CHUNK = 100
"""Accounts in one chunk: small enough to parse unnoticed, large enough that 5,000 accounts stay a tidy file."""

DRIVERS = """
    select
        account_id, objective_key, driver_type, measure_key, driver_name, state, round(measured_value, 4), round(measure_score, 2),
        round(contribution, 3), round(lost_points, 3), round(effective_weight, 5), is_imputed, observed_on
    from published.account_health_drivers_v1
    order by account_id, objective_key, driver_type, measure_key
"""
BOUNDS = """
    select
        accounts.account_id, accounts.objective_key,
        list(history.score_low order by dates.as_of_date),
        list(history.score_high order by dates.as_of_date)
    from published.account_health_by_objective_v1 as accounts
    cross join (select distinct as_of_date from published.account_health_history_v1) as dates
    left join published.account_health_history_v1 as history
        on history.account_id = accounts.account_id
        and history.objective_key = accounts.objective_key
        and history.as_of_date = dates.as_of_date
    group by all
    having count(*) filter (where history.score_low != history.score_high) > 0
    order by all
"""
MOVES = """
    select account_id, objective_key, part_type, measure_key, round(sum(points), 3) as moved
    from published.account_health_changes_v1
    where previous_as_of_date >= cast(? as date)
    group by all
    having sum(points) is null or abs(sum(points)) >= 0.0005
    order by all
"""


def read_details(release: Tables, ids: list[str], compare: list[str]) -> list[list[dict[str, Any]]]:
    """One mapping per account, in chunks in the order of ids: objective -> {'drivers': rows, 'bounds': [lows, highs] by date
    where they ever differ, 'moves': one list of rows per date to compare with, where the release has them}."""
    details: dict[str, dict[str, Any]] = {account_id: {} for account_id in ids}
    for account_id, objective, *driver in release.rows(DRIVERS):
        _of(details, account_id, objective)["drivers"].append(_short(driver))
    for account_id, objective, lows, highs in release.rows(BOUNDS):
        _of(details, account_id, objective)["bounds"] = [lows, highs]
    if release.columns(CHANGES):
        for window, since in enumerate(compare):
            for account_id, objective, *move in release.rows(MOVES, since):
                if account_id in details:
                    _of(details, account_id, objective).setdefault("moves", [[] for _ in compare])[window].append(move)
    return list(_chunks([details[account_id] for account_id in ids]))


def _of(details: dict[str, dict[str, Any]], account_id: str, objective: str) -> dict[str, Any]:
    found: dict[str, Any] = details[account_id].setdefault(objective, {"drivers": []})
    return found


def _short(driver: list[Any]) -> list[Any]:
    """Names, units and factors of measures are in the rulebook; only exceptions and overrides bring their own."""
    kind, measure, name, *values = driver
    return ["", measure, None, *values] if kind == "measure" else [kind, measure, name, *values]


def _chunks(details: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(details), CHUNK):
        yield details[start : start + CHUNK]
