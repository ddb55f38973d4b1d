"""One screen of what was published: accounts by band, money at risk, what is quarantined, where the release is."""

from decimal import Decimal
from pathlib import Path

import duckdb

from python_checks.blocked import figure_text
from python_checks.problems import counted
from python_checks.project import ROOT
from python_checks.release_store import ReleaseStore
from python_checks.settings import Settings

BANDS = """
    select health_band, count(*), sum(arr), sum(arr_at_risk), min(currency)
    from published.account_health_v1
    group by health_band, band_order
    order by band_order desc nulls last, health_band
"""
QUARANTINED = """
    select concat(source_name, '.', table_name), quarantined_rows
    from quality.source_scorecard
    where quarantined_rows > 0
    order by quarantined_rows desc, 1
"""
EXCEPTED = """
    select rule_key, observed, limit_value, exception_reason, exception_author, exception_expires_on
    from quality.release_gate
    where is_excepted
    order by rule_key
"""
LATE = """
    select concat(source_name, '.', table_name), age_days, owner, owner_channel
    from quality.source_scorecard
    where status = 'late'
    order by age_days desc nulls first, 1
"""


def summary_lines(settings: Settings, store: ReleaseStore, before: str | None, root: Path = ROOT) -> list[str]:
    """The lines of the screen, read from the release that readers now see."""
    current = store.current()
    if current is None:
        return ["", "Built; no release was written."]
    news = "no new data: the same release as before" if current == before else f"before: {before or 'none'}"
    lines = ["", f"Published release {current} ({news})"]
    with duckdb.connect(str(store.folder / current / "health.duckdb"), read_only=True) as connection:
        lines += figure_lines(connection)
    folder = (store.folder / "current").relative_to(root) if store.folder.is_relative_to(root) else store.folder / "current"
    return [*lines, f"  release      {folder}/ (health.duckdb, Parquet files, manifest.json)"]


def figure_lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What a release holds: accounts by band, quarantined rows, late tables, reviewed exceptions."""
    return _band_lines(connection) + _quarantine_lines(connection) + _late_lines(connection) + _exception_lines(connection)


def _band_lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows: list[tuple[str, int, Decimal, Decimal, str]] = connection.execute(BANDS).fetchall()
    if not rows:
        return ["  no account"]
    currency = rows[0][4]
    at_risk = sum((row[3] or Decimal(0) for row in rows), start=Decimal(0))
    lines = [
        f"  {(band or 'unscored').replace('_', ' '):<18} {accounts:>7,} {'account' if accounts == 1 else 'accounts':<8} {arr or 0:>16,.0f} {currency} a year"
        for band, accounts, arr, *_ in rows
    ]
    return [*lines, f"  at risk      {at_risk:,.0f} {currency} a year"]


def _quarantine_lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    try:
        rows = connection.execute(QUARANTINED).fetchall()
    except duckdb.Error:
        return []
    if not rows:
        return ["  quarantined  nothing"]
    said = ", ".join(f"{table} {counted(count, 'row')}" for table, count in rows[:5])
    return [f"  quarantined  {said}{f' and {len(rows) - 5} more tables' if len(rows) > 5 else ''}"]


def _exception_lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What the gate would have blocked, had nobody reviewed it. A release written before there were exceptions has none."""
    try:
        rows = connection.execute(EXCEPTED).fetchall()
    except duckdb.Error:
        return []
    return [
        f"  excepted     {rule}: {figure_text(observed)}, at most {figure_text(limit)}; {reason} ({author}, until {expiry})"
        for rule, observed, limit, reason, author, expiry in rows
    ]


def _late_lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Tables older than their owner promised: their measures go stale next, and nothing is published once they are too old."""
    try:
        rows = connection.execute(LATE).fetchall()
    except duckdb.Error:  # a release older than this column
        return []
    return [f"  late         {table} {_age(days)}: ask {owner} ({channel})" for table, days, owner, channel in rows]


def _age(days: int | None) -> str:
    return "does not say how old it is" if days is None else f"is {counted(days, 'day')} old"
