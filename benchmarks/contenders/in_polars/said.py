"""What is said of an account on the current date."""

from __future__ import annotations

import polars as pl
from polars import col

from benchmarks.contenders.words import Found, Judged, Speaker

MIN_PEERS = 5


def said_on(scores: pl.DataFrame, found: pl.DataFrame, objective: str, speaker: Speaker) -> pl.DataFrame:
    """One row per account: three risks, three strengths and the measure of the first risk."""
    observed = with_peers(found.filter(col("state") == "observed")).sort("a", "measure")
    is_computed = col("a").is_in(scores.filter(col("computed").is_not_null())["a"].implode())
    observed = observed.with_columns(contribution=pl.when(is_computed).then(col("contribution")))
    measures: dict[int, list[Found]] = {}
    for a, *fields in observed.select("a", "measure", "x", "samples", "seats", "peer_x", "score", "contribution", "lost").iter_rows():
        measures.setdefault(a, []).append(Found(*fields))
    said = []
    for a, *score in scores.select("a", "computed", "after_rules", "health", "rule", "reason_code", col("expires_on").cast(pl.String)).iter_rows():
        account = Judged(*score)
        risks, strengths = (speaker.remarks(account, measures.get(a, []), kind) for kind in ("risk", "strength"))
        sentences = [*(remark[1] for remark in risks), *[None] * (3 - len(risks)), *(remark[1] for remark in strengths), *[None] * (3 - len(strengths))]
        said.append((a, objective, *sentences, risks[0][0] if risks else None))
    names = [f"top_{kind}_{rank}" for kind in ("risk", "strength") for rank in (1, 2, 3)]
    texts = dict.fromkeys([*names, "risk_key"], pl.String)
    return pl.DataFrame(said, schema={"a": scores.schema["a"], "objective_key": pl.String, **texts}, orient="row")


def with_peers(observed: pl.DataFrame) -> pl.DataFrame:
    """Adds the middle value among the peers of the segment, else of everybody, rounded half away from zero; null where they are too few."""
    middle = col("x").median()
    rounded = (middle.sign() * (middle.abs() + 0.5).floor()).cast(pl.Int64)
    for name, keys in (("of_segment", ["measure", "segment"]), ("of_all", ["measure"])):
        middles = (
            observed.filter(col("is_peer")).group_by(keys).agg(rounded.alias(name), pl.len().alias("peers")).filter(col("peers") >= MIN_PEERS).drop("peers")
        )
        observed = observed.join(middles, on=keys, how="left")
    return observed.with_columns(peer_x=pl.coalesce("of_segment", "of_all"))
