"""What lies in the windows of one as-of date: one row per paying account, a column per count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from polars import Expr, col

from benchmarks.contenders.in_polars.rows import Rows


@dataclass(frozen=True)
class Texts:
    """What the texts gave: tones (a, day, polarity) and messages that name a competitor (a, sent_on)."""

    tones: pl.DataFrame
    rivals: pl.DataFrame


def last(column: str, day: date, count: int) -> Expr:
    """True for the last `count` days up to the day."""
    return (col(column) > day - timedelta(days=count)) & (col(column) <= day)


def spine_on(rows: Rows, day: date) -> pl.DataFrame:
    """One row per paying account."""
    paid = rows.paid.filter(col("started_on") <= day, col("ended_on").is_null() | (col("ended_on") > day))
    return (
        paid.group_by("a")
        .agg(
            col("tenure_started_on").max(), col("cents").sum(), col("seats").sum().alias("own_seats"), col("seats").count().alias("with_seats"),
            col("renews_on").filter(col("renews_on") >= day).min(),
        )
        .join(rows.accounts.select("a", "industry", "segment", "region", "seats"), on="a")
        .with_columns(
            seats=pl.when(col("with_seats") > 0).then(col("own_seats")).otherwise(col("seats")).cast(pl.Int64),
            tenure_days=(pl.lit(day) - col("tenure_started_on")).dt.total_days(),
        )
    )  # fmt: skip


def counts_on(rows: Rows, texts: Texts, spine: pl.DataFrame, day: date) -> pl.DataFrame:
    """The spine with every count beside it, 0 where there is nothing; days and middles stay empty."""
    tenure = spine.select("a", "tenure_started_on", "tenure_days")
    found = [
        *usage(rows, tenure, day),
        *money(rows, day),
        *support(rows, day),
        *answers(rows, day),
        *voices(rows, texts, spine, day),
        *people(rows, tenure, day),
    ]
    for frame in found:
        spine = spine.join(frame, on="a", how="left")
    optional = set(spine.select(pl.selectors.temporal()).columns) | {"seats", "median_week", "median_wait", "pulse", "own_seats"}
    counted = [name for name, kind in spine.schema.items() if kind.is_numeric() and name not in optional]
    return spine.with_columns(col(counted).fill_null(0).cast(pl.Int64)).sort("a")


def count(frame: pl.DataFrame, **named: Expr) -> pl.DataFrame:
    """Aggregates per account."""
    return frame.group_by("a").agg(**named)


def usage(rows: Rows, tenure: pl.DataFrame, day: date) -> list[pl.DataFrame]:
    """Users, features and days of use."""
    month = day - timedelta(days=28)
    users = rows.user_days.filter(last("day", day, 90)).group_by("a", "user_id").agg(col("day").max())
    features = rows.feature_days.filter(last("day", day, 28)).select("a", "feature_key").unique()
    active = rows.account_days.filter(col("day") <= day)
    weeks = active.filter(last("day", month, 84)).group_by("a", week=(pl.lit(month) - col("day")).dt.total_days() // 7).agg(col("users").sum())
    began = tenure.join(pl.DataFrame({"week": range(12)}, schema={"week": pl.Int64}), how="cross").filter(col("tenure_days") >= 34 + 7 * col("week"))
    usual = began.join(weeks, on=["a", "week"], how="left").group_by("a").agg(median_week=col("users").fill_null(0).median(), weeks=pl.len())
    return [
        count(users, users_90=pl.len(), users_28=(col("day") > month).sum()),
        count(features, features=pl.len()),
        count(active.join(tenure, on="a").filter(col("day") >= col("tenure_started_on")), used_on=col("day").max()),
        count(active.filter(last("day", day, 21)), recent=col("users").sum()),
        usual.select("a", median_week=pl.when(col("weeks") >= 4).then(col("median_week"))),
    ]


def money(rows: Rows, day: date) -> list[pl.DataFrame]:
    """Invoices and what was paid half a year ago."""
    then = day - timedelta(days=180)
    owed = rows.invoices.filter(last("issued_on", day, 365), ~col("status").is_in(["void", "refunded"]))
    is_overdue = (col("due_on") < day) & (col("settled_on").is_null() | (col("settled_on") > day))
    billed = rows.invoices.filter(last("issued_on", day, 180), col("failed_attempts").is_not_null())
    earlier = rows.subscriptions.filter(col("started_on") <= then, col("ended_on").is_null() | (col("ended_on") > then))
    return [
        count(owed, issued=col("cents").sum(), issued_count=pl.len(), overdue=col("cents").filter(is_overdue).sum()),
        count(billed, payments=pl.len(), failures=(col("failed_attempts") > 0).sum()),
        count(earlier, cents_before=col("cents").sum()),
    ]


def support(rows: Rows, day: date) -> list[pl.DataFrame]:
    """Tickets; how long they take is the middle, in microseconds."""
    tickets = rows.tickets.filter(col("created_on") <= day)
    is_open = col("resolved_on").is_null() | (col("resolved_on") > day)
    is_urgent = is_open & col("priority").is_in(["urgent", "high"]) & (col("created_on") < day - timedelta(days=1))
    ends = pl.when(is_open).then(pl.lit(day + timedelta(days=1)).cast(pl.Datetime("us"))).otherwise(col("resolved_at"))
    waits = (ends - col("created_at")).dt.total_microseconds()
    counts_too = is_open | (col("resolved_on") > day - timedelta(days=90))
    return [
        count(tickets, tickets_90=(col("created_on") > day - timedelta(days=90)).sum(), urgent=is_urgent.sum()),
        count(tickets.filter(counts_too), median_wait=waits.median(), waiting=pl.len()),
    ]


def answers(rows: Rows, day: date) -> list[pl.DataFrame]:
    """Surveys and pulses."""
    tickets = rows.tickets.filter(col("csat").is_not_null()).select(
        "a", answered_on=pl.coalesce("resolved_on", "created_on"), score=col("csat").cast(pl.Int64)
    )  # fmt: skip
    scored = rows.responses.filter(col("score").is_not_null())
    surveyed = scored.filter(col("survey_type") == "csat", last("answered_on", day, 90)).unique(["a", "respondent"], keep="last", maintain_order=True)
    csat = pl.concat([tickets.filter(last("answered_on", day, 90)), surveyed.select("a", "answered_on", "score")])
    nps = scored.filter(col("survey_type") == "nps", last("answered_on", day, 180)).unique(["a", "respondent"], keep="last", maintain_order=True)
    stance = (col("score") >= 9).cast(pl.Int64) - (col("score") < 7).cast(pl.Int64)
    sent = rows.responses.filter(last("sent_on", day - timedelta(days=14), 351))
    return [
        count(csat, csat=pl.len(), csat_points=(col("score") - 1).sum(), csat_on=col("answered_on").max()),
        count(nps, nps=pl.len(), nps_stance=stance.sum(), nps_on=col("answered_on").max()),
        count(sent, invited=pl.len(), responded=(col("answered_on") <= day).sum(), invited_on=col("sent_on").max()),
        count(rows.pulses.filter(col("recorded_on") <= day), pulse=col("pulse").last(), pulsed_on=col("recorded_on").last()),
    ]


def voices(rows: Rows, texts: Texts, spine: pl.DataFrame, day: date) -> list[pl.DataFrame]:
    """Texts, competitors and what experts say of the industry."""
    weight = 180 - (pl.lit(day) - col("day")).dt.total_days()
    deals = rows.opportunities.filter(col("competitor").is_not_null(), last("created_on", day, 180) | last("close_on", day, 180))
    valid = rows.signals.filter(col("valid_from") <= day, col("valid_to").is_null() | (col("valid_to") > day)).select(
        "industry", col("region").alias("meant"), parts=(col("direction") * 10**6).round().cast(pl.Int64),
        judged_on=pl.when(col("reviewed_on") <= day).then(col("reviewed_on")).otherwise(col("valid_from")),
    )  # fmt: skip
    said = spine.select("a", "industry", "region").join(valid, on="industry").filter(col("meant").is_null() | (col("meant") == col("region")))
    return [
        count(texts.tones.filter(last("day", day, 180)), texts=pl.len(), weight=weight.sum(), tone=(weight * col("polarity")).sum(), text_on=col("day").max()),
        count(deals, deals=pl.len()),
        count(texts.rivals.filter(last("sent_on", day, 180)), rivals=pl.len()),
        count(said, signals=pl.len(), outlook=col("parts").sum(), judged_on=col("judged_on").max()),
    ]


def people(rows: Rows, tenure: pl.DataFrame, day: date) -> list[pl.DataFrame]:
    """Contacts and meetings."""
    is_champion = col("role").is_in(["sponsor", "champion"])
    is_active = (col("created_on") <= day).fill_null(True) & pl.coalesce(col("left_on") > day, "is_active")
    met = rows.activities.filter(col("activity_type").is_in(["meeting", "call", "qbr"]), col("day") <= day).join(tenure, on="a")
    answered = rows.responses.select("a", "contact_id", day=col("answered_on"))
    engaged = pl.concat([rows.activities.select("a", "contact_id", "day"), answered]).filter(last("day", day, 90), col("contact_id").is_not_null())
    return [
        count(rows.contacts, active=is_active.sum(), champions=(is_active & is_champion).sum(), left=(is_champion & last("left_on", day, 90)).sum()),
        count(met.filter(col("day") >= col("tenure_started_on")), met_on=col("day").max(), meetings=pl.len()),
        count(engaged.select("a", "contact_id").unique(), engaged=pl.len()),
    ]
