"""Reads the source scorecard and the quarantine: which table is late, and which rows were turned away for what."""

from datetime import date, timedelta
from typing import Any

from python_checks.owners.finding import CRITICAL, WARNING, Finding
from python_checks.problems import counted
from python_checks.readers import literal
from python_checks.report.tables import Tables

SCORECARD = "quality.source_scorecard"
QUARANTINE = "quality.quarantine"
REASONS = """
    select source_name, table_name, reject_reason, any_value(how_to_fix), any_value(owner_name), count(*)
    from quality.quarantine group by 1, 2, 3 order by 6 desc, 1, 2, 3
"""
LATE = {
    "late": "No new row of {table} for {age}, {limit} at most",
    "too_old": "No new row of {table} for {age}: too old to publish, {limit} at most",
    "empty": "{table} has no row",
}


def read_scorecard(build: Tables) -> list[dict[str, Any]]:
    """The scorecard with `table`, `owner` and `status` filled in, whichever of its columns the build file has."""
    rows = build.records(SCORECARD, "source_name, table_name")
    for row in rows:
        row["table"] = f"{row['source_name']}.{row['table_name']}"
        row["owner"] = row.get("owner_name") or row.get("owner") or ""
        row["status"] = row.get("status") or _status(row)
    return rows


def _status(row: dict[str, Any]) -> str:
    if not row["is_on"]:
        return "off"
    if row["landed_rows"] == 0:
        return "empty"
    age = row["age_days"]
    if age is not None and row["error_after_days"] is not None and age > row["error_after_days"]:
        return "too_old"
    return "late" if age is not None and row["warn_after_days"] is not None and age > row["warn_after_days"] else "fresh"


def late_sources(scorecard: list[dict[str, Any]], last_run_on: date | None) -> list[Finding]:
    """A finding per table that is late, too old or empty. It is late since the day its newest row became too old, counted back from the last run."""
    return [_late(row, last_run_on) for row in scorecard if row["status"] in LATE]


def _late(row: dict[str, Any], last_run_on: date | None) -> Finding:
    is_critical = row["status"] in ("too_old", "empty")
    limit = row["error_after_days"] if row["status"] == "too_old" else row["warn_after_days"]
    age = row["age_days"]
    title = LATE[row["status"]].format(table=row["table"], age=counted(age or 0, "day"), limit=counted(limit or 0, "day"))
    late_for = max(0, age - limit - 1) if age is not None and limit is not None else 0
    where = f"source_name = {literal(row['source_name'])} and table_name = {literal(row['table_name'])}"
    return Finding(
        kind="source",
        key=f"source.{row['table']}",
        title=title,
        status=row["status"],
        severity=CRITICAL if is_critical else WARNING,
        owner=row["owner"],
        table=row["table"],
        observed="" if age is None else counted(age, "day"),
        limit="" if limit is None else f"at most {counted(limit, 'day')}",
        remedy="Repair the feed; where the silence is normal raise warn_after_days or error_after_days in seeds/reference/data_sources.csv",
        since=last_run_on - timedelta(days=late_for) if last_run_on else None,
        sql=f"select * from {SCORECARD} where {where}",
    )


def turned_away(build: Tables, scorecard: list[dict[str, Any]]) -> list[Finding]:
    """A finding per table and reason: critical where the table is above its reject budget, which blocks; else within_budget, which does not."""
    if not build.columns(QUARANTINE):
        return []
    cards = {row["table"]: row for row in scorecard}
    return [_reason(cards.get(f"{source}.{table}", {}), source, table, *more) for source, table, *more in build.raw_rows(REASONS)]


def _reason(card: dict[str, Any], source: str, table: str, reason: str, remedy: str | None, owner: str | None, rows: int) -> Finding:
    budget, share = card.get("reject_budget"), card.get("reject_share")
    is_above = budget is not None and share is not None and share > budget
    where = f"source_name = {literal(source)} and table_name = {literal(table)} and reject_reason = {literal(reason)}"
    return Finding(
        kind="quarantine",
        key=f"quarantine.{source}.{table}.{reason}",
        title=f"{counted(rows, 'row')} of {source}.{table} turned away: {reason.replace('_', ' ')}",
        status="failed" if is_above else "within_budget",
        severity=CRITICAL if is_above else WARNING,
        owner=owner or card.get("owner") or "",
        table=f"{source}.{table}",
        failing_rows=rows,
        observed="" if share is None else f"{share:.2%} of the table's rows turned away",
        limit="" if budget is None else f"at most {budget:.2%}",
        remedy=remedy or "",
        stored_in=QUARANTINE,
        sql=f"select * from {QUARANTINE} where {where} order by line_key",
    )
