"""The landed tables as pandas frames: days instead of times where only days count, whole cents, and `a`, the number of the account."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd


@dataclass(frozen=True)
class Rows:
    """A frame per source; accounts are numbered in the order of their ids."""

    accounts: pd.DataFrame
    paid: pd.DataFrame
    subscriptions: pd.DataFrame
    invoices: pd.DataFrame
    user_days: pd.DataFrame
    feature_days: pd.DataFrame
    account_days: pd.DataFrame
    tickets: pd.DataFrame
    messages: pd.DataFrame
    responses: pd.DataFrame
    mentions: pd.DataFrame
    activities: pd.DataFrame
    contacts: pd.DataFrame
    opportunities: pd.DataFrame
    pulses: pd.DataFrame
    signals: pd.DataFrame
    overrides: pd.DataFrame


def read_rows(landing: Path, seeds: Path) -> Rows:
    """Reads a landing folder."""
    accounts = pd.read_csv(landing / "crm/accounts.csv").sort_values("account_id", ignore_index=True)
    number = pd.Series(accounts.index, accounts.account_id)
    tables = {name: numbered(pd.read_parquet(landing / f"{name}.parquet"), number) for name in PARQUET}
    csvs = {name: numbered(pd.read_csv(landing / f"crm/{name}.csv"), number) for name in ("contacts", "account_pulses", "score_overrides")}
    user_days, feature_days = read_usage(landing / "usage/events", number)
    rates = pd.read_csv(seeds / "reference/fx_rates.csv", parse_dates=["valid_from", "valid_to"]).query("reporting_currency == 'USD'")
    subscriptions = in_cents(dated(tables["billing/subscriptions"], "started_on", "ended_on", "renews_on", "updated_at"), "mrr", "started_on", rates)
    subscriptions = subscriptions[(subscriptions.cents > 0) & ~subscriptions.is_trial]
    invoices = in_cents(dated(tables["billing/invoices"], "issued_on", "due_on", "paid_on"), "amount", "issued_on", rates)
    invoices["settled_on"] = invoices.paid_on.fillna(invoices.due_on.where(invoices.status == "paid"))
    tickets = tables["support/tickets"].assign(created_on=lambda rows: rows.created_at.dt.normalize(), resolved_on=lambda rows: rows.resolved_at.dt.normalize())
    messages = tables["support/messages"].merge(tickets[["ticket_id", "a"]], on="ticket_id")
    responses = tables["survey/responses"].sort_values(["responded_at", "response_id"])
    responses["respondent"] = ("contact " + responses.contact_id).fillna(responses.response_id)
    signals = dated(pd.read_csv(landing / "market/signals.csv"), "valid_from", "valid_to", "reviewed_on")
    return Rows(
        accounts, with_tenure(subscriptions), subscriptions, invoices,
        user_days, feature_days, user_days.groupby(["a", "day"], as_index=False).size(),
        tickets, dated(messages, sent_at="sent_on"), dated(responses, sent_at="sent_on", responded_at="answered_on"),
        dated(tables["social/mentions"], published_at="published_on"),
        dated(tables["crm/activities"], occurred_at="day"), dated(csvs["contacts"], "left_on", created_at="created_on", updated_at="updated_on"),
        dated(tables["crm/opportunities"], "close_on", created_at="created_on"),
        dated(csvs["account_pulses"].sort_values(["recorded_at", "pulse_id"]), recorded_at="recorded_on"),
        signals[signals.signal_type.isin(["market", "regulation"])],
        dated(csvs["score_overrides"].sort_values(["starts_on", "override_id"]), "starts_on", "expires_on"),
    )  # fmt: skip


PARQUET = (
    "billing/subscriptions", "billing/invoices", "support/tickets", "support/messages", "survey/responses", "social/mentions",
    "crm/activities", "crm/opportunities",
)  # fmt: skip


def numbered(frame: pd.DataFrame, number: pd.Series) -> pd.DataFrame:
    """Adds `a`; rows of unknown accounts go."""
    if "account_id" not in frame:
        return frame
    frame["a"] = frame.account_id.map(number)
    return frame.dropna(subset="a").astype({"a": "int64"})


def dated(frame: pd.DataFrame, *days: str, **renamed: str) -> pd.DataFrame:
    """Turns columns into days without a time; `time="day"` gives the days of a column of times a name of their own."""
    for source, name in [(day, day) for day in days] + list(renamed.items()):
        frame[name] = pd.to_datetime(frame[source]).dt.normalize().astype("datetime64[us]")
    return frame


def in_cents(frame: pd.DataFrame, amount: str, day: str, rates: pd.DataFrame) -> pd.DataFrame:
    """Adds `cents` in US dollars by the rate of the day, rounded half up."""
    frame = frame.reset_index(drop=True)
    merged = frame.reset_index().merge(rates, on="currency", how="left")
    is_of_day = merged.valid_from.isna() | ((merged[day] >= merged.valid_from) & ((merged[day] < merged.valid_to) | merged.valid_to.isna()))
    rate = merged[is_of_day].set_index("index").rate.fillna(1.0)
    parts = rate.mul(10**8).round().astype("int64").reindex(frame.index)
    frame["cents"] = (frame[amount].astype(float).mul(100).round().astype("int64") * parts + 5 * 10**7) // 10**8
    return frame


def with_tenure(subscriptions: pd.DataFrame) -> pd.DataFrame:
    """What was paid, each with the day on which that tenure of the account began: a gap of more than 90 days begins a new one."""
    paid = subscriptions[subscriptions.ended_on.isna() | (subscriptions.ended_on > subscriptions.started_on)]
    paid = paid.sort_values(["a", "started_on", "subscription_id"], ignore_index=True)
    ends = paid.ended_on.fillna(pd.Timestamp("2999-01-01"))
    until = ends.groupby(paid.a).cummax().groupby(paid.a).shift()
    paid["tenure"] = (until.isna() | (paid.started_on - until > pd.Timedelta(days=90))).groupby(paid.a).cumsum()
    paid["tenure_started_on"] = paid.groupby(["a", "tenure"]).started_on.transform("min")
    return paid


def read_usage(folder: Path, number: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Days of use of every user and of every feature, part by part so that the events never lie in memory together."""
    users, features = [], []
    for part in sorted(folder.glob("*.parquet")):
        events = pd.read_parquet(part, columns=["account_id", "user_id", "occurred_at", "feature_key"]).dropna(subset="user_id")
        events["day"] = events.occurred_at.dt.normalize().astype("datetime64[us]")
        users.append(events[["account_id", "user_id", "day"]].drop_duplicates())
        features.append(events[["account_id", "feature_key", "day"]].dropna(subset="feature_key").drop_duplicates())
    return tuple(numbered(pd.concat(frames, ignore_index=True).drop_duplicates(), number).drop(columns="account_id") for frames in (users, features))
