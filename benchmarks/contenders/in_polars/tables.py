"""The published tables from the scores of all dates."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from polars import Expr, col

from benchmarks.contenders.in_polars.rows import Rows, csv
from benchmarks.contenders.rulebook import OBJECTIVES, SCORE

TENTH = SCORE // 10
ROUNDED = {"health_score": "health", "computed_score": "computed", "score_low": "low", "score_high": "high"}
KEY = ["a", "objective_key"]


def band_of(tenths: Expr) -> Expr:
    """The band of a published score."""
    found = pl.when(tenths < 400).then(pl.lit("critical")).when(tenths < 600).then(pl.lit("at_risk"))
    return found.when(tenths < 750).then(pl.lit("watch")).when(tenths.is_not_null()).then(pl.lit("healthy"))


def published(scores: pl.DataFrame, rows: Rows) -> pl.DataFrame:
    """Scores in tenths, half up, their bands, and what depends on them."""
    is_high, is_medium = (col("coverage") >= 8000) & (col("tenure_days") >= 90), col("coverage") >= 6500
    level = pl.when(is_high).then(pl.lit("high")).when(is_medium).then(pl.lit("medium")).otherwise(pl.lit("low"))
    return scores.join(rows.accounts.select("a", "account_id"), on="a").with_columns(
        *((col(source) + TENTH // 2).floordiv(TENTH).alias(name) for name, source in ROUNDED.items()),
        health_score_exact=col("health"), arr=12 * col("cents"), model_version=col("objective_key").replace_strict(OBJECTIVES),
        confidence=pl.when(col("score_status") == "scored").then(level), is_overridden=col("direction").is_not_null(),
    ).with_columns(health_band=pl.coalesce(band_of(col("health_score")), "score_status"))  # fmt: skip


def history_of(scores: pl.DataFrame, rows: Rows) -> pl.DataFrame:
    """One row per account, objective and date."""
    return published(scores, rows).select(
        "account_id", "objective_key", "as_of_date", "model_version", "score_status", "health_score", "computed_score", "health_score_exact", "score_low",
        "score_high", "health_band", "coverage", "confidence", "is_overridden", "arr", is_reconstructed=col("date_number") < col("date_number").max(),
        restated_score=pl.lit(None, pl.Int64), is_restated=pl.lit(False),
    )  # fmt: skip


def health_of(scores: pl.DataFrame, said: pl.DataFrame, rows: Rows, seeds: Path) -> pl.DataFrame:
    """One row per account and objective on the current date."""
    everything = published(scores, rows)
    newest = scores["date_number"].max()
    before = everything.filter(col("date_number") == newest - 1).select(*KEY, previous_health_score=col("health_score"))
    bands = csv(seeds / "scoring/health_bands.csv").filter(col("model_version") == "2026.1").select("health_band", "band_order", "band_colour")
    accounts = rows.accounts.select("a", "account_name", "parent_account_id", account_owner=col("owner_name"))
    is_known = col("parent_account_id").is_in(rows.accounts["account_id"].implode())
    is_at_risk = col("health_band").is_in(["critical", "at_risk"])
    found = everything.filter(col("date_number") == newest).join(accounts, on="a")
    for beside in (before, confirmed(everything), trends(everything.filter(col("date_number") > newest - 5)), said):
        found = found.join(beside, on=KEY, how="left")
    found = found.join(bands, on="health_band", how="left").with_columns(
        parent_account_id=pl.when(is_known).then(col("parent_account_id")), currency=pl.lit("USD"),
        confirmed_band=pl.when(col("health").is_not_null()).then(col("confirmed_band")), score_change=col("health_score") - col("previous_health_score"),
        is_band_certain=((band_of(col("score_low")) == col("health_band")) & (band_of(col("score_high")) == col("health_band"))).fill_null(False),
        override_reason=col("reason_code"), override_owner=col("owner"), override_expires_on=col("expires_on"),
        arr_at_risk=pl.when(is_at_risk).then(col("arr")).otherwise(0),
    )  # fmt: skip
    return played(found, seeds).select(COLUMNS)


COLUMNS = [
    "account_id", "account_name", "parent_account_id", "industry", "segment", "region", "account_owner", "lifecycle_stage", "tenure_days", "arr", "currency",
    "renews_on", "as_of_date", "objective_key", "model_version", "score_status", "health_score", "computed_score", "health_score_exact", "score_low",
    "score_high", "health_band", "band_order", "band_colour", "confirmed_band", "is_band_certain", "coverage", "confidence", "previous_health_score",
    "score_change", "trend", "is_overridden", "override_reason", "override_owner", "override_expires_on", "top_risk_1", "top_risk_2", "top_risk_3",
    "top_strength_1", "top_strength_2", "top_strength_3", "recommended_play", "play_owner", "arr_at_risk",
]  # fmt: skip


def confirmed(everything: pl.DataFrame) -> pl.DataFrame:
    """The band of the last two scored dates in a row that agree; the first scored date after one without confirms itself."""
    scored = everything.filter(col("score_status") == "scored").sort(*KEY, "date_number")
    is_next = (col("date_number").diff() == 1).fill_null(False).over(KEY)
    is_confirming = ~is_next | (col("health_band").shift().over(KEY) == col("health_band"))
    return scored.filter(is_confirming).group_by(KEY, maintain_order=True).agg(confirmed_band=col("health_band").last())


def trends(last_five: pl.DataFrame) -> pl.DataFrame:
    """Least squares over five dates in points a week, rounded to four decimals: rising from 0.75, falling below -0.75."""
    day = (col("as_of_date") - last_five["as_of_date"].min()).dt.total_days()
    sums = last_five.with_columns(x=day).group_by(KEY).agg(
        x=col("x").sum(), xx=(col("x") ** 2).sum(), y=col("health").sum(), xy=(col("x") * col("health")).sum(), scores=col("health").count()
    )  # fmt: skip
    rise, width = 7 * (5 * col("xy") - col("x") * col("y")), 5 * col("xx") - col("x") ** 2
    slope = (2 * rise.abs() * 10**4 + width * SCORE) // (2 * width * SCORE) * rise.sign()
    label = pl.when(slope >= 7500).then(pl.lit("rising")).when(slope >= -7500).then(pl.lit("stable")).otherwise(pl.lit("falling"))
    return sums.select(*KEY, trend=pl.when(col("scores") == 5).then(label))


def played(found: pl.DataFrame, seeds: Path) -> pl.DataFrame:
    """Adds the first play that fits the measure of the first risk and the band; an empty cell fits all."""
    plays = csv(seeds / "scoring/plays.csv").select("priority", "play", "play_owner", for_risk=col("measure_key"), for_band=col("health_band"))
    fits_risk = col("for_risk").is_null() | (col("for_risk") == col("risk_key"))
    fits_band = col("for_band").is_null() | (col("for_band") == col("health_band"))
    pairs = found.select("risk_key", "health_band").unique().join(plays, how="cross").filter(fits_risk, fits_band).sort("priority")
    first = pairs.unique(["risk_key", "health_band"], keep="first", maintain_order=True).select(
        "risk_key", "health_band", "play_owner", recommended_play=col("play")
    )  # fmt: skip
    return found.join(first, on=["risk_key", "health_band"], how="left", nulls_equal=True)
