"""The 14 raw tables: their columns in the order of the contract, and how one is written."""

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

Row = dict[str, str]

COLUMNS: dict[str, tuple[str, ...]] = {
    "crm.accounts": (
        "account_id", "account_name", "industry", "segment", "region", "owner_name", "owner_email", "created_at",
        "parent_account_id", "employee_count", "seats", "currency", "updated_at", "loaded_at",
    ),
    "crm.contacts": (
        "contact_id", "account_id", "email", "role", "is_active", "full_name", "created_at", "left_on", "updated_at",
    ),
    "crm.activities": (
        "activity_id", "account_id", "activity_type", "occurred_at", "contact_id", "direction", "participants", "note",
    ),
    "crm.opportunities": (
        "opportunity_id", "account_id", "type", "stage", "amount", "currency", "close_on", "is_won", "lost_reason",
        "competitor", "created_at", "updated_at",
    ),
    "crm.account_pulses": (
        "pulse_id", "account_id", "author", "function", "pulse", "reason_codes", "recorded_at", "note",
    ),
    "crm.score_overrides": (
        "override_id", "account_id", "objective_key", "direction", "value", "reason_code", "note", "owner", "approved_by",
        "starts_on", "expires_on",
    ),
    "usage.events": (
        "event_id", "account_id", "user_id", "event_name", "occurred_at", "feature_key", "quantity", "loaded_at",
    ),
    "billing.subscriptions": (
        "subscription_id", "account_id", "product", "plan", "mrr", "currency", "seats", "started_on", "ended_on", "status",
        "is_trial", "billing_period", "renews_on", "updated_at",
    ),
    "billing.invoices": (
        "invoice_id", "account_id", "amount", "currency", "issued_on", "due_on", "paid_on", "status", "payment_attempts",
        "failed_attempts",
    ),
    "support.tickets": (
        "ticket_id", "account_id", "created_at", "first_response_at", "resolved_at", "priority", "status", "category",
        "reopened_count", "csat",
    ),
    "support.messages": ("message_id", "ticket_id", "author_role", "sent_at", "body", "language"),
    "survey.responses": (
        "response_id", "account_id", "survey_type", "sent_at", "responded_at", "score", "contact_id", "comment", "language",
    ),
    "social.mentions": ("mention_id", "account_id", "channel", "published_at", "body", "url", "language"),
    "market.signals": (
        "signal_id", "industry", "signal_type", "direction", "valid_from", "valid_to", "expert", "source", "reviewed_on",
        "region", "note",
    ),
}  # fmt: skip


def numbered(rows: Iterable[Row], table: str, prefix: str, time_column: str) -> list[Row]:
    """Return rows in order of a time column, the key filled with prefix and position (from 1)."""
    key = COLUMNS[table][0]
    in_order = sorted(rows, key=lambda row: (row[time_column], *(row.get(column, "") for column in COLUMNS[table][1:])))
    return [row | {key: f"{prefix}{position:05d}"} for position, row in enumerate(in_order, start=1)]


def csv_text(table: str, rows: Iterable[Row]) -> str:
    """Return a table as CSV text sorted by key; a column a row does not have is empty."""
    columns = COLUMNS[table]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    lines = [[row.get(column, "") for column in columns] for row in rows]
    lines.sort(key=lambda line: (line[0].strip().upper(), line))
    writer.writerows(lines)
    return out.getvalue()


def write_table(folder: Path, table: str, rows: Iterable[Row]) -> Path:
    """Write a table to raw_<source>__<table>.csv in the folder and return its path."""
    path = folder / f"raw_{table.replace('.', '__')}.csv"
    path.write_text(csv_text(table, rows), encoding="utf-8", newline="\n")
    return path
