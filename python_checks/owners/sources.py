"""Reads the source scorecard and the quarantine: which table is late, and which rows were turned away for what."""

from datetime import date, timedelta
from typing import Any

from python_checks.owners.finding import CRITICAL, WARNING, Finding
from python_checks.owners.history import CheckHistory
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
    """As the scorecard says it, for one that does not."""
    if not row.get("is_on", True):
        return "off"
    if row.get("landed_rows") == 0:
        return "empty"
    age, warn_after, error_after = (row.get(column) for column in ("age_days", "warn_after_days", "error_after_days"))
    if age is not None and error_after is not None and age > error_after:
        return "too_old"
    return "late" if age is not None and warn_after is not None and age > warn_after else "fresh"


def late_sources(scorecard: list[dict[str, Any]], history: CheckHistory) -> list[Finding]:
    """A finding per table that is late, too old or empty."""
    return [_late(row, history) for row in scorecard if row["status"] in LATE]


def _late(row: dict[str, Any], history: CheckHistory) -> Finding:
    limit = row.get("error_after_days" if row["status"] == "too_old" else "warn_after_days")
    age = row.get("age_days")
    title = LATE[row["status"]].format(table=row["table"], age=counted(age or 0, "day"), limit=counted(limit or 0, "day"))
    where = f"source_name = {literal(row['source_name'])} and table_name = {literal(row['table_name'])}"
    return Finding(
        kind="source",
        key=f"source.{row['table']}",
        title=title,
        status=row["status"],
        severity=WARNING if row["status"] == "late" else CRITICAL,
        owner=row["owner"],
        table=row["table"],
        observed="" if age is None else counted(age, "day"),
        limit="" if limit is None else f"at most {counted(limit, 'day')}",
        remedy="Repair the feed; where the silence is normal raise warn_after_days or error_after_days in seeds/reference/data_sources.csv",
        since=_late_since(row["status"], age, limit, history),
        sql=f"select * from {SCORECARD} where {where}",
    )


def _late_since(status: str, age: int | None, limit: int | None, history: CheckHistory) -> date | None:
    """The day its newest row became too old, counted back from the last run; not before a run could see it."""
    last = history.last_run_on
    if last is None or age is None or limit is None:
        return last
    seen = history.failing_since("sources_too_old") if status == "too_old" else history.first_run_on
    return max(last - timedelta(days=max(0, age - limit - 1)), seen or last)


def turned_away(build: Tables, scorecard: list[dict[str, Any]], history: CheckHistory) -> list[Finding]:
    """A critical finding per table above its reject budget, which blocks; for the others one per reason, within_budget."""
    if not build.columns(QUARANTINE):
        return []
    cards = {row["table"]: row for row in scorecard}
    by_table: dict[str, list[tuple[Any, ...]]] = {}
    for source, table, *reason in build.raw_rows(REASONS):
        by_table.setdefault(f"{source}.{table}", []).append(tuple(reason))
    findings = []
    for table, reasons in by_table.items():
        card = cards.get(table, {})
        if (card.get("reject_share") or 0) > card.get("reject_budget", 1):
            findings.append(_above_budget(card, reasons, history))
        else:
            findings += [_within_budget(card, table, *reason) for reason in reasons]
    return findings


def _above_budget(card: dict[str, Any], reasons: list[tuple[Any, ...]], history: CheckHistory) -> Finding:
    rows = sum(reason[-1] for reason in reasons)
    finding = _turned_away(card, card["table"], f"{counted(rows, 'row')} of {card['table']} turned away, above its budget", rows)
    finding.key, finding.status, finding.severity = f"quarantine.{card['table']}", "failed", CRITICAL
    finding.owner = finding.owner or reasons[0][2] or ""
    finding.detail = f"Turned away for: {', '.join(f'{_plain(reason)} ({count:,})' for reason, *_, count in reasons)}"
    finding.remedy = reasons[0][1] or "" if len(reasons) == 1 else "Correct the rows at the source; each says how"
    finding.since = history.failing_since("reject_budgets_exceeded") or history.last_run_on
    finding.sql = f"{finding.sql} order by reject_reason, line_key"
    return finding


def _within_budget(card: dict[str, Any], table: str, reason: str, remedy: str | None, owner: str | None, rows: int) -> Finding:
    finding = _turned_away(card, table, f"{counted(rows, 'row')} of {table} turned away: {_plain(reason)}", rows)
    finding.key, finding.owner, finding.remedy = f"quarantine.{table}.{reason}", owner or finding.owner, remedy or ""
    finding.sql = f"{finding.sql} and reject_reason = {literal(reason)} order by line_key"
    return finding


def _turned_away(card: dict[str, Any], table: str, title: str, rows: int) -> Finding:
    share, budget = card.get("reject_share"), card.get("reject_budget")
    source, _, entity = table.partition(".")
    return Finding(
        kind="quarantine",
        key="",
        title=title,
        status="within_budget",
        severity=WARNING,
        owner=card.get("owner") or "",
        table=table,
        failing_rows=rows,
        observed="" if share is None else f"{share:.2%} of the table's rows turned away",
        limit="" if budget is None else f"at most {budget:.2%}",
        stored_in=QUARANTINE,
        sql=f"select * from {QUARANTINE} where source_name = {literal(source)} and table_name = {literal(entity)}",
    )


def _plain(code: str) -> str:
    return code.replace("_", " ")
