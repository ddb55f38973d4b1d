"""The published tables from the scores of all dates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from benchmarks.contenders.in_pandas.rows import Rows
from benchmarks.contenders.rulebook import OBJECTIVES, SCORE

BANDS = {"critical": 0, "at_risk": 400, "watch": 600, "healthy": 750}
TENTH = SCORE // 10


def history_of(scores: pd.DataFrame, rows: Rows) -> pa.Table:
    """One row per account, objective and date."""
    found = published(scores, rows).assign(is_reconstructed=lambda found: found.date_number < found.date_number.max(), restated_score=np.nan, is_restated=False)
    columns = (
        "account_id", "objective_key", "as_of_date", "model_version", "score_status", "health_score", "computed_score", "health_score_exact", "score_low",
        "score_high", "health_band", "coverage", "confidence", "is_overridden", "arr", "is_reconstructed", "restated_score", "is_restated",
    )  # fmt: skip
    return pa.Table.from_pandas(found[list(columns)], preserve_index=False)


def published(scores: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Scores in tenths, half up, their bands, and what depends on them."""
    tenths = {name: (scores[column] + TENTH // 2) // TENTH for name, column in ROUNDED.items()}
    found = scores.assign(**tenths, health_score_exact=scores.health, account_id=scores.a.map(rows.accounts.account_id), arr=12 * scores.cents)
    found["model_version"] = found.objective_key.map(OBJECTIVES)
    found["health_band"] = found.score_status.where(found.health.isna(), band_of(found.health_score))
    is_high, is_medium = (found.coverage >= 8000) & (found.tenure_days >= 90), found.coverage >= 6500
    found["confidence"] = pd.Series(np.select([is_high, is_medium], ["high", "medium"], "low"), found.index).where(found.score_status == "scored")
    found["is_overridden"] = found.direction.notna()
    return found


ROUNDED = {"health_score": "health", "computed_score": "computed", "score_low": "low", "score_high": "high"}


def band_of(tenths: pd.Series) -> pd.Series:
    """The band of a published score."""
    at = np.searchsorted(list(BANDS.values()), tenths.fillna(0), side="right") - 1
    return pd.Series(np.array(list(BANDS))[at], tenths.index).where(tenths.notna())


def health_of(scores: pd.DataFrame, rows: Rows, seeds: Path) -> pa.Table:
    """One row per account and objective on the current date."""
    key = ["a", "objective_key"]
    everything = published(scores, rows)
    newest = everything.date_number.max()
    found = everything[everything.date_number == newest].set_index(key)
    before = everything[everything.date_number == newest - 1].set_index(key)
    accounts = rows.accounts.reindex(found.index.get_level_values("a")).set_axis(found.index)
    is_known = accounts.parent_account_id.isin(rows.accounts.account_id)
    found = found.assign(
        account_name=accounts.account_name, parent_account_id=accounts.parent_account_id.where(is_known), account_owner=accounts.owner_name, currency="USD",
        previous_health_score=before.health_score, score_change=found.health_score - before.health_score.reindex(found.index),
        confirmed_band=confirmed(everything, key), trend=trend(everything[everything.date_number > newest - 5], key),
        override_reason=found.reason_code, override_owner=found.owner, override_expires_on=found.expires_on,
    )  # fmt: skip
    found["confirmed_band"] = found.confirmed_band.where(found.health.notna())
    found["is_band_certain"] = (band_of(found.score_low) == found.health_band) & (band_of(found.score_high) == found.health_band)
    found["arr_at_risk"] = found.arr.where(found.health_band.isin(["critical", "at_risk"]), 0)
    bands = pd.read_csv(seeds / "scoring/health_bands.csv").query("model_version == '2026.1'").set_index("health_band")
    found = found.join(bands[["band_order", "band_colour"]], on="health_band").join(played(found, seeds))
    return pa.Table.from_pandas(found.reset_index()[list(COLUMNS)], preserve_index=False)


COLUMNS = (
    "account_id", "account_name", "parent_account_id", "industry", "segment", "region", "account_owner", "lifecycle_stage", "tenure_days", "arr", "currency",
    "renews_on", "as_of_date", "objective_key", "model_version", "score_status", "health_score", "computed_score", "health_score_exact", "score_low",
    "score_high", "health_band", "band_order", "band_colour", "confirmed_band", "is_band_certain", "coverage", "confidence", "previous_health_score",
    "score_change", "trend", "is_overridden", "override_reason", "override_owner", "override_expires_on", "top_risk_1", "top_risk_2", "top_risk_3",
    "top_strength_1", "top_strength_2", "top_strength_3", "recommended_play", "play_owner", "arr_at_risk",
)  # fmt: skip


def confirmed(everything: pd.DataFrame, key: list[str]) -> pd.Series:
    """The band of the last two scored dates in a row that agree; the first scored date after one without confirms itself."""
    scored = everything[everything.score_status == "scored"].sort_values([*key, "date_number"])
    by_account = scored.groupby(key)
    is_confirming = (by_account.date_number.diff() != 1) | (by_account.health_band.shift() == scored.health_band)
    return scored[is_confirming].groupby(key).health_band.last()


def trend(last_five: pd.DataFrame, key: list[str]) -> pd.Series:
    """Least squares over five dates in points a week, rounded to four decimals: rising from 0.75, falling below -0.75."""
    days = (last_five.as_of_date - last_five.as_of_date.min()).dt.days
    sums = last_five.assign(x=days, xx=days**2, xy=days * last_five.health).groupby(key)[["x", "xx", "health", "xy"]].sum().astype("int64")
    rise, width = 7 * (5 * sums.xy - sums.x * sums.health), 5 * sums.xx - sums.x**2
    slope = (2 * rise.abs() * 10**4 + width * SCORE) // (2 * width * SCORE) * np.sign(rise)
    label = pd.Series(np.select([slope >= 7500, slope >= -7500], ["rising", "stable"], "falling"), slope.index)
    return label.where(last_five.groupby(key).health.count() == 5)


def played(found: pd.DataFrame, seeds: Path) -> pd.DataFrame:
    """The first play that fits the measure of the first risk and the band; an empty cell fits all."""
    plays = pd.read_csv(seeds / "scoring/plays.csv").sort_values("priority").to_dict("records")

    def first(pair: tuple[str, str]) -> dict[str, str]:
        return next(
            play for play in plays if all(pd.isna(play[name]) or play[name] == own for name, own in zip(("measure_key", "health_band"), pair, strict=True))
        )

    pairs = list(zip(found.risk_key, found.health_band, strict=True))
    chosen = {pair: first(pair) for pair in set(pairs)}
    return pd.DataFrame(
        {name: [chosen[pair][play] for pair in pairs] for name, play in (("recommended_play", "play"), ("play_owner", "play_owner"))}, found.index
    )
