"""The 22 measures as expressions over the counts of one as-of date: whole parts of a value, so that every quotient is rounded once."""

from __future__ import annotations

from datetime import date

import polars as pl
from polars import Expr, col

from benchmarks.contenders.in_polars.rows import Rows
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


def quotient(top: Expr, bottom: Expr | int) -> Expr:
    """top / bottom of whole numbers in parts of a value, rounded half away from zero; null where either is, or the bottom is 0."""
    below = (pl.lit(bottom) if isinstance(bottom, int) else bottom).cast(pl.Int64)
    divisor = pl.when(below != 0).then(below)
    size = top.cast(pl.Int64).abs()
    first, rest = size // divisor, size % divisor * 10**5
    second, rest = rest // divisor, rest % divisor * 10**5
    return (first * VALUE + second * 10**5 + (2 * rest + divisor) // (2 * divisor)) * top.cast(pl.Int64).sign()


def newest_on(rows: Rows, day: date) -> dict[str, date | None]:
    """The newest day of each feed as of a date."""
    return {
        feed: max((found for table, name in of if (found := getattr(rows, table).select(col(name).filter(col(name) <= day).max()).item())), default=None)
        for feed, of in FEEDS.items()
    }


def measures(day: date, seen: dict[str, date | None], features_offered: int) -> dict[str, tuple[Expr, Expr, Expr]]:
    """By measure: value, day it was seen, sample."""
    none, feed = pl.lit(0), {name: pl.lit(newest, pl.Date) for name, newest in seen.items()}
    used_age = (pl.lit(day) - pl.coalesce("used_on", "tenure_started_on")).dt.total_days()
    met_age = (pl.lit(day) - pl.coalesce("met_on", "tenure_started_on")).dt.total_days()
    has_left = col("left") > 0
    coverage = pl.when(col("champions") > 0).then(VALUE).when(has_left | (col("active") == 0)).then(0).otherwise(VALUE // 2)
    was_asked, rivals = pl.when(col("invited") >= 2), col("deals") + col("rivals")
    return {
        "account_team_pulse": (col("pulse") * VALUE, col("pulsed_on"), pl.lit(1)),
        "active_user_ratio_28d": (quotient(col("users_28"), col("seats")), feed["usage"], col("users_28")),
        "champion_left_90d": ((has_left & (col("champions") == 0)).cast(pl.Int64) * VALUE, feed["contacts"], col("champions") + col("left")),
        "competitor_pressure_180d": (rivals * VALUE, feed["talk"], rivals),
        "contacts_engaged_90d": (col("engaged") * VALUE, feed["activities"], col("engaged")),
        "csat_90d": (quotient(col("csat_points"), 4 * col("csat")), col("csat_on"), col("csat")),
        "days_since_last_active": (used_age * VALUE, feed["usage"], col("used_on").is_not_null().cast(pl.Int64)),
        "days_since_meeting": (met_age * VALUE, feed["activities"], col("meetings")),
        "feature_breadth_28d": (quotient(col("features"), features_offered), feed["usage"], col("features")),
        "industry_outlook": (quotient(col("outlook"), 10**6 * col("signals")), col("judged_on"), col("signals")),
        "license_utilisation": (quotient(col("users_90"), col("seats")), feed["usage"], col("users_90")),
        "median_resolution_hours_90d": (quotient(-2 * col("median_wait"), 7_200_000_000), feed["tickets"], col("waiting")),
        "mrr_change_180d": (quotient(col("cents") - col("cents_before"), col("cents_before")), feed["billing"], none),
        "nps_180d": (quotient(col("nps_stance"), col("nps")), col("nps_on"), col("nps")),
        "overdue_share": (quotient(col("overdue"), col("issued")), feed["invoices"], col("issued_count")),
        "payment_failure_rate_180d": (quotient(col("failures"), col("payments")), feed["invoices"], col("payments")),
        "sponsor_coverage": (coverage.cast(pl.Int64), feed["contacts"], col("active")),
        "survey_response_rate_365d": (was_asked.then(quotient(col("responded"), col("invited"))), was_asked.then(col("invited_on")), col("invited")),
        "text_sentiment_ewma": (quotient(col("tone"), 10**4 * col("weight")), col("text_on"), col("texts")),
        "tickets_per_10_seats_90d": (quotient(10 * col("tickets_90"), col("seats")), feed["tickets"], col("tickets_90")),
        "urgent_open_tickets": (col("urgent") * VALUE, feed["tickets"], col("urgent")),
        "usage_vs_own_baseline": (quotient(2 * col("recent"), 6 * col("median_week")), feed["usage"], none),
    }
