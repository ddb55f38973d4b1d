"""The sample company as it landed on a day: what happened later is not there yet, and what was settled later is still open."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

from python_checks.faults.companies import LANDING, is_sound
from python_checks.faults.grid import Grid, Row, write_grid

COMPANY = "daily"
BEGINS = {
    "crm.accounts": "created_at",
    "crm.contacts": "created_at",
    "crm.activities": "occurred_at",
    "crm.opportunities": "created_at",
    "crm.account_pulses": "recorded_at",
    "crm.score_overrides": "starts_on",
    "usage.events": "occurred_at",
    "billing.subscriptions": "started_on",
    "billing.invoices": "issued_on",
    "support.tickets": "created_at",
    "support.messages": "sent_at",
    "survey.responses": "sent_at",
    "social.mentions": "published_at",
    "market.signals": "valid_from",
}
"""The column that says from when on a row is known."""


def land_day(folder: Path, day: date) -> None:
    """Writes the landing folder of the company as of a day. Nothing is said yet of an account that the CRM does not know yet."""
    from python_checks.sample_company.company import clean_tables
    from python_checks.sample_company.tables import COLUMNS

    tables = clean_tables()
    later = {row["account_id"] for row in tables["crm.accounts"] if _is_after(row["created_at"], day)}
    for table, rows in tables.items():
        kept = [row for row in rows if row.get("account_id") not in later and (table != "crm.score_overrides" or is_sound(row))]
        known = [as_known(table, row, day) for row in kept if row[BEGINS[table]][:10] <= day.isoformat()]
        write_grid(folder / f"{table.replace('.', '/')}.csv", Grid(list(COLUMNS[table]), known))
    (folder / "landing.yml").write_text(LANDING.format(company=COMPANY, as_of=day), encoding="utf-8")


def as_known(table: str, row: Row, day: date) -> Row:
    """The row as it was on that day."""
    known = defaultdict(str, row)
    if _is_after(row.get("updated_at", ""), day):
        known["updated_at"] = row.get("created_at") or f"{row['started_on']}T06:00:00Z"
    if "loaded_at" in row and table == "crm.accounts":
        known["loaded_at"] = f"{day}T02:00:00Z"
    settle = SETTLED_LATER.get(table)
    return settle(known, day) if settle else known


def _contact(row: Row, day: date) -> Row:
    return row | {"left_on": "", "is_active": "true"} if _is_after(row["left_on"], day) else row


def _opportunity(row: Row, day: date) -> Row:
    is_open = _is_after(row["close_on"], day)
    return row | {"stage": "proposal", "is_won": "", "lost_reason": "", "competitor": ""} if is_open else row


def _subscription(row: Row, day: date) -> Row:
    return row | {"ended_on": "", "status": "active"} if _is_after(row["ended_on"], day) else row


def _invoice(row: Row, day: date) -> Row:
    return row | {"paid_on": "", "status": "open"} if _is_after(row["paid_on"], day) else row


def _ticket(row: Row, day: date) -> Row:
    known = row | {"first_response_at": ""} if _is_after(row["first_response_at"], day) else row
    return known | {"resolved_at": "", "status": "open", "csat": ""} if _is_after(row["resolved_at"], day) else known


def _response(row: Row, day: date) -> Row:
    return row | {"responded_at": "", "score": "", "comment": "", "language": ""} if _is_after(row["responded_at"], day) else row


def _is_after(text: str, day: date) -> bool:
    return text[:10] > day.isoformat()


SETTLED_LATER: dict[str, Callable[[Row, date], Row]] = {
    "crm.contacts": _contact,
    "crm.opportunities": _opportunity,
    "billing.subscriptions": _subscription,
    "billing.invoices": _invoice,
    "support.tickets": _ticket,
    "survey.responses": _response,
}
