"""Contender: a script in polars. `python -m benchmarks.contenders.in_polars LANDING SEEDS ANSWER`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import polars as pl
from polars import Expr, col

from benchmarks.contenders.answer import as_of_dates, written
from benchmarks.contenders.in_polars.counts import Texts, counts_on, spine_on
from benchmarks.contenders.in_polars.measures import newest_on
from benchmarks.contenders.in_polars.rows import Rows, read_rows
from benchmarks.contenders.in_polars.said import said_on
from benchmarks.contenders.in_polars.scores import contributions, judged_on, totals, weights_of
from benchmarks.contenders.in_polars.tables import health_of, history_of
from benchmarks.contenders.in_polars.texts import competitor_messages, polarities
from benchmarks.contenders.rulebook import CAPS, GRACE_DAYS, MIN_COVERAGE, OBJECTIVES, SCORE, read_rulebook
from benchmarks.contenders.words import Speaker


def main(landing: Path, seeds: Path, answer: Path) -> None:
    """Reads a landing folder and the rulebook's seeds, writes account_health_v1, _by_objective_v1 and _history_v1 as Parquet."""
    rows, book, dates = read_rows(landing, seeds), read_rulebook(seeds), as_of_dates(landing)
    texts, weights = Texts(polarities(rows, seeds), competitor_messages(rows, seeds)), weights_of(book)
    scored, said = [], []
    for number, day in enumerate(dates):
        spine = spine_on(rows, day)
        offered = rows.feature_days.filter(col("day") <= day)["feature_key"].n_unique()
        judged = judged_on(counts_on(rows, texts, spine, day), day, newest_on(rows, day), offered, book)
        for objective in OBJECTIVES:
            cards = spine.select("a", card=card_of(objective))
            found = contributions(judged, cards, weights)
            scores = limited_scores(rows, spine.join(totals(found), on="a"), day, objective)
            scored.append(scores.with_columns(date_number=pl.lit(number)))
            if day == dates[-1]:
                said.append(said_on(scores, found, objective, Speaker(seeds)))
    everything = pl.concat(scored, how="vertical_relaxed")
    written(answer, history_of(everything, rows).to_arrow(), health_of(everything, pl.concat(said), rows, seeds).to_arrow())


def card_of(objective: str) -> Expr:
    """Which scorecard judges an account; expansion has only one."""
    if objective == "expansion":
        return pl.lit("expansion")
    is_new = col("tenure_days") < 90
    return pl.when(col("segment") == "enterprise").then(pl.lit("enterprise")).when(is_new).then(pl.lit("onboarding")).otherwise(pl.lit("default"))


def between(score: Expr, floor: Expr, cap: Expr) -> Expr:
    """A score between floor and cap, null where there is none; the cap wins."""
    return pl.when(score.is_not_null()).then(pl.min_horizontal(pl.max_horizontal(score, floor), cap))


def limited_scores(rows: Rows, spine: pl.DataFrame, day: date, objective: str) -> pl.DataFrame:
    """One row per account: status and scores in millionths, before and after rules and override."""
    overrides = rows.overrides.filter(
        col("starts_on") <= day, col("expires_on") > day, col("objective_key").is_null() | (col("objective_key") == objective)
    ).unique("a", keep="last", maintain_order=True).select("a", "direction", "reason_code", "owner", "expires_on", forced=col("value") * SCORE)  # fmt: skip
    is_new = col("tenure_days") < GRACE_DAYS
    has_score = ~is_new & (col("coverage") >= MIN_COVERAGE) & col("computed").is_not_null()
    status = pl.when(is_new).then(pl.lit("too_new")).when(has_score).then(pl.lit("scored")).otherwise(pl.lit("insufficient_data"))
    renews = (col("renews_on") - pl.lit(day)).dt.total_days() <= 90
    stage = pl.when(col("tenure_days") < 90).then(pl.lit("onboarding")).when(renews).then(pl.lit("renewal")).otherwise(pl.lit("steady"))
    found = spine.join(overrides, on="a", how="left").with_columns(
        *(pl.when(has_score).then(col(name)) for name in ("computed", "lowest", "highest")),
        objective_key=pl.lit(objective), as_of_date=pl.lit(day), lifecycle_stage=stage, status=status,
        rule_cap=col("rule").replace_strict(CAPS, default=None, return_dtype=pl.Int64),
        floor=pl.when(col("direction").is_in(["floor", "set"])).then(col("forced")),
        cap=pl.when(col("direction").is_in(["cap", "set"])).then(col("forced")),
    )  # fmt: skip
    ruled = {name: between(col(name), pl.lit(None), col("rule_cap")) for name in ("computed", "lowest", "highest")}
    limited = {name: between(ruled[name], col("floor"), col("cap")) for name in ruled}
    is_set = col("direction").eq_missing("set")
    found = found.with_columns(
        after_rules=ruled["computed"], health=pl.when(is_set).then(col("forced")).otherwise(limited["computed"]),
        low=limited["lowest"], high=limited["highest"],
    )  # fmt: skip
    return found.with_columns(score_status=pl.when(col("health").is_null()).then(col("status")).otherwise(pl.lit("scored")))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
