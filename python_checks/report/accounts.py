"""What the overview needs of a release: who the accounts are, their scores per objective, and their history."""

from datetime import date, timedelta
from typing import Any

from python_checks.report.tables import Tables

ACCOUNTS = "published.account_health_by_objective_v1"
HISTORY = "published.account_health_history_v1"
CHANGES = "published.account_health_changes_v1"

OF_ACCOUNT = [
    *("account_name", "parent_account_id", "industry", "segment", "region", "account_owner", "lifecycle_stage", "tenure_days"),
    *("arr", "currency", "renews_on"),
]
OF_SCORE = [
    *("model_version", "score_status", "health_score", "computed_score", "score_low", "score_high", "health_band", "confirmed_band", "is_band_certain"),
    *("coverage", "confidence", "previous_health_score", "score_change", "trend", "arr_at_risk"),
    *("is_overridden", "override_reason", "override_owner", "override_expires_on"),
    *("top_risk_1", "top_risk_2", "top_risk_3", "top_strength_1", "top_strength_2", "top_strength_3"),
    *("recommended_play", "play_owner", "play_due_days"),
]
"""Columns that the release may or may not have; the page shows those it has."""

SERIES = """
    select
        accounts.account_id, accounts.objective_key,
        list(cast(history.health_score as double) order by dates.as_of_date),
        list(history.health_band order by dates.as_of_date),
        list(cast(history.arr as double) order by dates.as_of_date),
        list(history.model_version order by dates.as_of_date)
    from published.account_health_by_objective_v1 as accounts
    cross join (select distinct as_of_date from published.account_health_history_v1) as dates
    left join published.account_health_history_v1 as history
        on history.account_id = accounts.account_id
        and history.objective_key = accounts.objective_key
        and history.as_of_date = dates.as_of_date
    group by all
    order by all
"""
DRAGS = """
    select account_id, objective_key, arg_max(measure_key, (lost_points, measure_key)), round(max(lost_points), 3)
    from published.account_health_drivers_v1
    where lost_points > 0
    group by all
"""
"""What takes most points away, for releases without sentences."""


def read_accounts(release: Tables) -> dict[str, Any]:
    """{'ids': [...], 'accounts': {column: [...]}, 'scores': {objective: {column: [...]}}}; every list is in the order of ids."""
    columns = release.columns(ACCOUNTS)
    known = [column for column in OF_ACCOUNT if column in columns]
    facts = release.rows(f"select account_id, {', '.join(f'any_value({column})' for column in known)} from {ACCOUNTS} group by account_id order by 1")
    ids = [row[0] for row in facts]
    accounts = {column: [row[position] for row in facts] for position, column in enumerate(known, start=1)}
    return {"ids": ids, "accounts": accounts, "scores": _scores(release, [column for column in OF_SCORE if column in columns], ids)}


def _scores(release: Tables, columns: list[str], ids: list[str]) -> dict[str, dict[str, list[Any]]]:
    place = {account_id: index for index, account_id in enumerate(ids)}
    objectives = [row[0] for row in release.rows(f"select distinct objective_key from {ACCOUNTS} order by 1")]
    names = [*columns, "scores", "bands", "arrs", "versions", "drag"]
    found: dict[str, dict[str, list[Any]]] = {objective: {each: [None] * len(ids) for each in names} for objective in objectives}
    for account_id, objective, *row in release.rows(f"select account_id, objective_key, {', '.join(columns)} from {ACCOUNTS}"):
        for column, value in zip(columns, row, strict=True):
            found[objective][column][place[account_id]] = value
    for account_id, objective, scores, bands, arrs, versions in release.raw_rows(SERIES):
        series = {"scores": scores, "bands": runs(bands), "arrs": runs(arrs), "versions": runs(versions)}
        for column, packed in series.items():
            found[objective][column][place[account_id]] = packed
    for account_id, objective, measure, points in release.rows(DRAGS):
        if account_id in place and objective in found:
            found[objective]["drag"][place[account_id]] = [measure, points]
    return found


def runs(values: list[Any]) -> list[Any]:
    """A list as [value, how often, value, how often, ...]: bands and revenue hardly change from week to week."""
    packed: list[Any] = []
    for value in values:
        if packed and packed[-2] == value:
            packed[-1] += 1
        else:
            packed += [value, 1]
    return packed


def read_dates(release: Tables) -> dict[str, Any]:
    """{'dates': every date of the history, 'compare': the dates a change can be counted from, newest first}."""
    dates = [row[0] for row in release.rows(f"select distinct as_of_date from {HISTORY} order by 1")]
    previous = [] if not release.columns(CHANGES) else [row[0] for row in release.rows(f"select max(previous_as_of_date) from {CHANGES}") if row[0]]
    compare = [*(previous or dates[-2:-1])]
    for days in (28, 84):
        before = str(date.fromisoformat(dates[-1]) - timedelta(days=days)) if dates else ""
        compare += [day for day in dates if day <= before][-1:]
    return {"dates": dates, "compare": list(dict.fromkeys(compare))}
