"""From counts to a score: one long frame of accounts x measures on one as-of date."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import polars as pl
from polars import Expr, col

from benchmarks.contenders.in_polars.measures import measures
from benchmarks.contenders.rulebook import GRACE_DAYS, MIN_COHORT, SCORE, VALUE, WEIGHT, Rulebook

FILLED = ("active_user_ratio_28d", "nps_180d", "overdue_share")
NEED_SEATS = ("active_user_ratio_28d", "license_utilisation", "tickets_per_10_seats_90d")
COHORTS: tuple[list[str], ...] = (["segment", "industry"], ["segment"], [])


def judged_on(counts: pl.DataFrame, day: date, seen: dict[str, date | None], features_offered: int, book: Rulebook) -> pl.DataFrame:
    """One row per account and measure: x in parts of a value, sample, state, and the score in millionths by default and in onboarding (null where nothing
    was observed), with what stands in for it."""
    wide = counts.with_columns(is_peer=col("tenure_days") >= GRACE_DAYS)
    parts = []
    for measure, (x, seen_on, samples) in measures(day, seen, features_offered).items():
        m = book.measures.index(measure)
        found = wide.select("a", "segment", "industry", "is_peer", "seats", "tenure_days", x=x.cast(pl.Int64), seen_on=seen_on, samples=samples.cast(pl.Int64))
        found = found.with_columns(measure=pl.lit(measure), state=state(measure, day, book.validity_days[m]))
        found = found.with_columns(place=pl.when(col("state") == "observed").then(col("x")))
        if measure == "median_resolution_hours_90d":
            found = ranked(found)
        parts.append(found.with_columns(score=curve(book.curves["default"][m]), onboarding_score=curve(book.curves["onboarding"][m])))
    return with_medians(pl.concat(parts))


def state(measure: str, day: date, validity_days: int) -> Expr:
    """not_applicable, missing, stale or observed."""
    is_outside = col("seats").is_null() if measure in NEED_SEATS else col("tenure_days") < 180 if measure == "mrr_change_180d" else pl.lit(False)
    is_stale = (pl.lit(day) - col("seen_on")).dt.total_days() > validity_days
    return (
        pl.when(is_outside).then(pl.lit("not_applicable"))
        .when(col("x").is_null() | col("seen_on").is_null()).then(pl.lit("missing"))
        .when(is_stale).then(pl.lit("stale"))
        .otherwise(pl.lit("observed"))
    )  # fmt: skip


def curve(points: list[tuple[int, int]]) -> Expr:
    """The height of a curve at `place` in millionths, rounded half up; level before the first and after the last point, the later of two at the same x."""
    parts = SCORE // WEIGHT
    height = pl.when(col("place") < points[0][0]).then(points[0][1] * parts)
    for (x0, y0), (x1, y1) in pairwise(points):
        if x1 > x0:
            total, width = y0 * (x1 - x0) + (col("place") - x0) * (y1 - y0), x1 - x0
            height = height.when(col("place") < x1).then(total // width * parts + (2 * (total % width) * parts + width) // (2 * width))
    return height.when(col("place").is_not_null()).then(points[-1][1] * parts).cast(pl.Int64)


def ranked(found: pl.DataFrame) -> pl.DataFrame:
    """Puts in `place` where an observed account stands among the peers of the narrowest cohort that is large enough, itself included."""
    peer = (col("is_peer") & col("place").is_not_null()).cast(pl.Int64)
    itself = 1 - col("is_peer").cast(pl.Int64)
    found = found.with_columns(everybody=pl.lit(1))
    levels = []
    for level, keys in enumerate(COHORTS):
        cohort, upto = [*keys, "everybody"], f"upto_{level}"
        found = found.with_columns(peer.cum_sum().over(cohort, order_by="place").alias(upto))
        count, equal = peer.sum().over(cohort) + itself, peer.sum().over([*cohort, "place"])
        rank = 100 * (2 * col(upto).max().over([*cohort, "place"]) - equal + itself)
        place = rank // (2 * count) * VALUE + (2 * (rank % (2 * count)) * VALUE + 2 * count) // (4 * count)
        levels.append(pl.when(count >= MIN_COHORT).then(place) if keys else place)
    return found.with_columns(place=pl.when(col("place").is_not_null()).then(pl.coalesce(levels))).drop("everybody", "upto_0", "upto_1", "upto_2")


def with_medians(judged: pl.DataFrame) -> pl.DataFrame:
    """Adds `filled`: for the measures whose gaps are filled, the middle score of the narrowest cohort that is large enough."""
    peers = judged.filter(col("measure").is_in(FILLED), col("is_peer"), col("score").is_not_null())
    for level, keys in enumerate(COHORTS):
        middle = (col("score").median() + 0.5).floor().cast(pl.Int64).alias(f"middle_{level}")
        of_cohort = peers.group_by("measure", *keys).agg(middle, pl.len().alias("size")).filter(col("size") >= (MIN_COHORT if keys else 1)).drop("size")
        judged = judged.join(of_cohort, on=["measure", *keys], how="left")
    is_gap = col("state").is_in(["missing", "stale"])
    return judged.with_columns(filled=pl.when(is_gap).then(pl.coalesce("middle_0", "middle_1", "middle_2"))).drop("middle_0", "middle_1", "middle_2")


def weights_of(book: Rulebook) -> pl.DataFrame:
    """One row per card and measure."""
    return pl.DataFrame(
        [
            (card, measure, factor, *weights)
            for card, listed in book.weights.items()
            for measure, factor, weights in zip(book.measures, book.factors, listed, strict=True)
        ],
        schema={"card": pl.String, "measure": pl.String, "factor": pl.String, "factor_weight": pl.Int64, "measure_weight": pl.Int64},
        orient="row",
    )


def shares(members: Expr) -> Expr:
    """What each member weighs when the weights of all members are made to sum to one, in parts of a value."""
    weight, nominal = pl.when(members).then(col("measure_weight")).otherwise(0), col("factor_weight") * col("measure_weight")
    is_first = members & (members.cast(pl.Int64).cum_sum().over("a", "factor") == 1)
    divisor = weight.sum().over("a", "factor") * pl.when(is_first).then(col("factor_weight")).otherwise(0).sum().over("a")
    return pl.when(members).then((2 * nominal * VALUE + divisor) // (2 * divisor))


def contributions(judged: pl.DataFrame, cards: pl.DataFrame, weights: pl.DataFrame) -> pl.DataFrame:
    """Per account and measure what it adds and loses, and the bounds, in millionths; null outside the sum. `cards` says a and card."""
    own = pl.when(col("card") == "onboarding").then(col("onboarding_score")).otherwise(col("score"))
    nominal = col("factor_weight") * col("measure_weight")
    found = judged.lazy().join(cards.lazy(), on="a").join(weights.lazy(), on=["card", "measure"])
    found = found.with_columns(score=own).with_columns(used=pl.coalesce("score", "filled"), nominal=nominal)
    in_sum = col("used").is_not_null() & (col("nominal") > 0)
    applies = (col("state") != "not_applicable") & (col("nominal") > 0)
    found = found.with_columns(share=shares(in_sum), full=shares(applies), applicable=pl.when(applies).then(col("nominal")))
    return found.with_columns(
        contribution=(col("share") * col("used") + VALUE // 2) // VALUE,
        lost=(col("share") * (100 * SCORE - col("used")) + VALUE // 2) // VALUE,
        lowest=(col("full") * col("score").fill_null(0) + VALUE // 2) // VALUE,
        highest=(col("full") * col("score").fill_null(100 * SCORE) + VALUE // 2) // VALUE,
    ).collect()


def totals(found: pl.DataFrame) -> pl.DataFrame:
    """Per account coverage, the sums and which cap holds."""
    observed = col("applicable").filter(col("state") == "observed").sum()
    coverage = (2 * WEIGHT * observed + col("applicable").sum()) // (2 * col("applicable").sum())

    def holds(measure: str, test: Expr) -> Expr:
        return ((col("measure") == measure) & (col("state") == "observed") & test).any()

    rule = (
        pl.when(holds("overdue_share", col("x") > VALUE // 2)).then(pl.lit("heavily_overdue"))
        .when(holds("champion_left_90d", col("x") == VALUE)).then(pl.lit("champion_left"))
        .when(holds("account_team_pulse", col("x") == VALUE)).then(pl.lit("team_alarm"))
    )  # fmt: skip
    has_one = col("contribution").is_not_null().any()
    return found.group_by("a").agg(
        coverage=coverage.fill_null(0), rule=rule, computed=pl.when(has_one).then(col("contribution").sum()),
        lowest=col("lowest").sum(), highest=col("highest").sum(),
    )  # fmt: skip
