"""The landed tables as polars frames: days instead of times where only days count, whole cents, and `a`, the number of the account."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars import col


@dataclass(frozen=True)
class Rows:
    """A frame per source; accounts are numbered in the order of their ids."""

    accounts: pl.DataFrame
    paid: pl.DataFrame
    subscriptions: pl.DataFrame
    invoices: pl.DataFrame
    user_days: pl.DataFrame
    feature_days: pl.DataFrame
    account_days: pl.DataFrame
    tickets: pl.DataFrame
    messages: pl.DataFrame
    responses: pl.DataFrame
    mentions: pl.DataFrame
    activities: pl.DataFrame
    contacts: pl.DataFrame
    opportunities: pl.DataFrame
    pulses: pl.DataFrame
    signals: pl.DataFrame
    overrides: pl.DataFrame


def read_rows(landing: Path, seeds: Path) -> Rows:
    """Reads a landing folder."""
    accounts = csv(landing / "crm/accounts.csv").sort("account_id").with_row_index("a").with_columns(col("a", "seats").cast(pl.Int64))
    numbers = accounts.select("account_id", "a")

    def parquet(name: str) -> pl.DataFrame:
        return pl.read_parquet(landing / f"{name}.parquet").join(numbers, on="account_id")

    rates = csv(seeds / "reference/fx_rates.csv").filter(col("reporting_currency") == "USD")
    subscriptions = in_cents(parquet("billing/subscriptions"), "mrr", "started_on", rates).filter(col("cents") > 0, ~col("is_trial"))
    invoices = in_cents(parquet("billing/invoices"), "amount", "issued_on", rates)
    tickets = parquet("support/tickets").with_columns(created_on=col("created_at").dt.date(), resolved_on=col("resolved_at").dt.date())
    messages = pl.read_parquet(landing / "support/messages.parquet")
    pulses = csv(landing / "crm/account_pulses.csv").join(numbers, on="account_id").sort("recorded_at", "pulse_id")
    user_days, feature_days = read_usage(landing / "usage/events", numbers)
    return Rows(
        accounts, with_tenure(subscriptions), subscriptions.with_columns(col("updated_at").dt.date()),
        invoices.with_columns(settled_on=pl.coalesce("paid_on", pl.when(col("status") == "paid").then(col("due_on")))),
        user_days, feature_days, user_days.group_by("a", "day").agg(users=pl.len().cast(pl.Int64)),
        tickets,
        messages.join(tickets.select("ticket_id", "a"), on="ticket_id").with_columns(sent_on=col("sent_at").dt.date()),
        parquet("survey/responses").sort("responded_at", "response_id").with_columns(
            sent_on=col("sent_at").dt.date(), answered_on=col("responded_at").dt.date(),
            respondent=pl.coalesce("contact " + col("contact_id"), "response_id"), score=col("score").cast(pl.Int64),
        ),
        parquet("social/mentions").with_columns(published_on=col("published_at").dt.date()),
        parquet("crm/activities").with_columns(day=col("occurred_at").dt.date()),
        csv(landing / "crm/contacts.csv").join(numbers, on="account_id").with_columns(
            col("left_on").cast(pl.Date), created_on=col("created_at").dt.date(), updated_on=col("updated_at").dt.date()
        ),
        parquet("crm/opportunities").with_columns(created_on=col("created_at").dt.date()),
        pulses.with_columns(recorded_on=col("recorded_at").dt.date()),
        csv(landing / "market/signals.csv").filter(col("signal_type").is_in(["market", "regulation"])).with_columns(col("region").cast(pl.String)),
        csv(landing / "crm/score_overrides.csv").join(numbers, on="account_id").sort("starts_on", "override_id").with_columns(
            col("objective_key", "direction").cast(pl.String), col("value").cast(pl.Int64)
        ),
    )  # fmt: skip


def csv(path: Path) -> pl.DataFrame:
    """A CSV file with its dates read as dates."""
    return pl.read_csv(path, try_parse_dates=True, infer_schema_length=None)


def in_cents(frame: pl.DataFrame, amount: str, day: str, rates: pl.DataFrame) -> pl.DataFrame:
    """Adds `cents` in US dollars by the rate of the day, rounded half up."""
    is_of_day = col("valid_from").is_null() | ((col(day) >= col("valid_from")) & (col("valid_to").is_null() | (col(day) < col("valid_to"))))
    landed = (col(amount).cast(pl.Float64) * 100).round().cast(pl.Int64)
    rate = (col("rate").fill_null(1.0) * 10**8).round().cast(pl.Int64)
    return frame.join(rates, on="currency", how="left").filter(is_of_day).with_columns(cents=(landed * rate + 5 * 10**7) // 10**8)


def with_tenure(subscriptions: pl.DataFrame) -> pl.DataFrame:
    """What was paid, each with the day on which that tenure of the account began: a gap of more than 90 days begins a new one."""
    paid = subscriptions.filter(col("ended_on").is_null() | (col("ended_on") > col("started_on"))).sort("a", "started_on", "subscription_id")
    until = col("ended_on").fill_null(pl.date(2999, 1, 1)).cum_max().shift().over("a")
    begins = until.is_null() | ((col("started_on") - until) > pl.duration(days=90))
    return paid.with_columns(tenure=begins.cast(pl.Int64)).with_columns(col("tenure").cum_sum().over("a")).with_columns(
        tenure_started_on=col("started_on").min().over("a", "tenure")
    )  # fmt: skip


def read_usage(folder: Path, numbers: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Days of use of every user and of every feature, streamed, so that the events never lie in memory together."""
    events = pl.scan_parquet(folder / "*.parquet").filter(col("user_id").is_not_null()).with_columns(day=col("occurred_at").dt.date())
    users = events.select("account_id", "user_id", "day").unique()
    features = events.filter(col("feature_key").is_not_null()).select("account_id", "feature_key", "day").unique()
    found = [days.join(numbers.lazy(), on="account_id").drop("account_id").collect(engine="streaming") for days in (users, features)]
    return found[0], found[1]
