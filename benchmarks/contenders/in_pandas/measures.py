"""The 22 measures on one as-of date: whole parts of a value, so that every quotient is rounded once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.contenders.in_pandas.opinions import Texts, answers_on, people_on, voices_on
from benchmarks.contenders.in_pandas.rows import Rows
from benchmarks.contenders.in_pandas.windows import DAY, Measured, Sums, last, quotient
from benchmarks.contenders.rulebook import VALUE

# Of each feed the days on which something arrived.
FEEDS = {
    "usage": [("user_days", "day"), ("feature_days", "day")],
    "tickets": [("tickets", "created_on")],
    "invoices": [("invoices", "issued_on")],
    "billing": [("invoices", "issued_on"), ("subscriptions", "started_on"), ("subscriptions", "ended_on"), ("subscriptions", "updated_at")],
    "activities": [("activities", "day")],
    "contacts": [("contacts", "created_on"), ("contacts", "left_on"), ("contacts", "updated_on")],
    "talk": [("opportunities", "created_on"), ("opportunities", "close_on"), ("messages", "sent_on")],
}


def spine_on(rows: Rows, date: pd.Timestamp) -> pd.DataFrame:
    """One row per paying account, by `a`."""
    paid = rows.paid[(rows.paid.started_on <= date) & (rows.paid.ended_on.isna() | (rows.paid.ended_on > date))]
    spine = paid.groupby("a").agg(tenure_started_on=("tenure_started_on", "max"), cents=("cents", "sum"))
    spine["seats"] = paid.groupby("a").seats.sum(min_count=1).fillna(rows.accounts.seats)
    spine["renews_on"] = paid[paid.renews_on >= date].groupby("a").renews_on.min()
    spine["tenure_days"] = (date - spine.tenure_started_on) // DAY
    return spine.join(rows.accounts[["industry", "segment", "region"]])


def measured_on(rows: Rows, texts: Texts, spine: pd.DataFrame, date: pd.Timestamp) -> Measured:
    """By measure: value, day it was seen, sample; each by `a`."""
    newest = {feed: max(days[days <= date].max() for days in (getattr(rows, table)[day] for table, day in of)) for feed, of in FEEDS.items()}

    def sums(frame: pd.DataFrame, column: str | None = None) -> pd.Series:
        grouped = frame.groupby("a")
        return (grouped.size() if column is None else grouped[column].sum()).reindex(spine.index, fill_value=0)

    return {
        **usage_on(rows, spine, date, newest["usage"], sums),
        **money_on(rows, spine, date, newest["billing"], newest["invoices"], sums),
        **support_on(rows, spine, date, newest["tickets"], sums),
        **answers_on(rows, spine, date, sums),
        **voices_on(rows, texts, spine, date, newest["talk"], sums),
        **people_on(rows, spine, date, newest, sums),
    }


def usage_on(rows: Rows, spine: pd.DataFrame, date: pd.Timestamp, seen: pd.Timestamp, sums: Sums) -> Measured:
    """Adoption, and use of the seats."""
    days = rows.user_days[last(rows.user_days.day, date, 90)]
    users_90 = sums(days.drop_duplicates(["a", "user_id"]))
    users_28 = sums(days[days.day > date - 28 * DAY].drop_duplicates(["a", "user_id"]))
    features = rows.feature_days[rows.feature_days.day <= date]
    used = sums(features[features.day > date - 28 * DAY].drop_duplicates(["a", "feature_key"]))
    active = rows.account_days[rows.account_days.day <= date]
    last_on = active.groupby("a").day.max().reindex(spine.index)
    last_on = last_on.where(last_on >= spine.tenure_started_on)
    age = (date - last_on.fillna(spine.tenure_started_on)) // DAY
    recent = sums(active[active.day > date - 21 * DAY], "size")
    before = active[last(active.day, date - 28 * DAY, 84)]
    weeks = before["size"].groupby([before.a, (date - 28 * DAY - before.day) // DAY // 7]).sum().unstack(fill_value=0)
    weeks = weeks.reindex(index=spine.index, columns=range(12), fill_value=0)
    began = spine.tenure_days.to_numpy()[:, None] >= 34 + 7 * np.arange(12)
    median = weeks.where(began).median(axis=1).where(began.sum(axis=1) >= 4)
    return {
        "active_user_ratio_28d": (quotient(users_28, spine.seats), seen, users_28),
        "license_utilisation": (quotient(users_90, spine.seats), seen, users_90),
        "feature_breadth_28d": (quotient(used, int(features.feature_key.nunique())), seen, used),
        "days_since_last_active": (age * VALUE, seen, last_on.notna().astype(int)),
        "usage_vs_own_baseline": (quotient(2 * recent, 6 * median), seen, 0),
    }


def money_on(rows: Rows, spine: pd.DataFrame, date: pd.Timestamp, billing: pd.Timestamp, invoices: pd.Timestamp, sums: Sums) -> Measured:
    """What is paid, and how."""
    owed = rows.invoices[last(rows.invoices.issued_on, date, 365) & ~rows.invoices.status.isin(["void", "refunded"])]
    overdue = owed[(owed.due_on < date) & (owed.settled_on.isna() | (owed.settled_on > date))]
    billed = rows.invoices[last(rows.invoices.issued_on, date, 180) & rows.invoices.failed_attempts.notna()]
    count, then = sums(billed), date - 180 * DAY
    earlier = rows.subscriptions[(rows.subscriptions.started_on <= then) & (rows.subscriptions.ended_on.isna() | (rows.subscriptions.ended_on > then))]
    before = sums(earlier, "cents")
    return {
        "overdue_share": (quotient(sums(overdue, "cents"), sums(owed, "cents")), invoices, sums(owed)),
        "payment_failure_rate_180d": (quotient(sums(billed[billed.failed_attempts > 0]), count), invoices, count),
        "mrr_change_180d": (quotient(spine.cents - before, before), billing, 0),
    }


def support_on(rows: Rows, spine: pd.DataFrame, date: pd.Timestamp, seen: pd.Timestamp, sums: Sums) -> Measured:
    """Tickets."""
    tickets = rows.tickets[rows.tickets.created_on <= date]
    is_open = tickets.resolved_on.isna() | (tickets.resolved_on > date)
    urgent = sums(tickets[is_open & tickets.priority.isin(["urgent", "high"]) & (tickets.created_on < date - DAY)])
    recent = sums(tickets[tickets.created_on > date - 90 * DAY])
    ends = tickets.resolved_at.where(~is_open, date + DAY)
    ages = ((ends - tickets.created_at) // pd.Timedelta(microseconds=1))[is_open | (tickets.resolved_on > date - 90 * DAY)]
    by_account = ages.groupby(tickets.a)
    waited = by_account.median().reindex(spine.index)
    return {
        "median_resolution_hours_90d": (quotient(-2 * waited, 7_200_000_000), seen, by_account.size().reindex(spine.index, fill_value=0)),
        "tickets_per_10_seats_90d": (quotient(10 * recent, spine.seats), seen, recent),
        "urgent_open_tickets": (urgent * VALUE, seen, urgent),
    }
