"""Contender: a script in pandas. `python -m benchmarks.contenders.in_pandas LANDING SEEDS ANSWER`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.contenders.answer import as_of_dates, written
from benchmarks.contenders.in_pandas.measures import measured_on, spine_on
from benchmarks.contenders.in_pandas.opinions import Texts
from benchmarks.contenders.in_pandas.rows import Rows, read_rows
from benchmarks.contenders.in_pandas.said import said_on
from benchmarks.contenders.in_pandas.scores import Judged, judged_on, limited, totals
from benchmarks.contenders.in_pandas.tables import health_of, history_of
from benchmarks.contenders.in_pandas.texts import competitor_messages, polarities
from benchmarks.contenders.rulebook import CAPS, GRACE_DAYS, OBJECTIVES, SCORE, Rulebook, read_rulebook
from benchmarks.contenders.words import Speaker


def main(landing: Path, seeds: Path, answer: Path) -> None:
    """Reads a landing folder and the rulebook's seeds, writes account_health_v1, _by_objective_v1 and _history_v1 as Parquet."""
    rows, book, dates = read_rows(landing, seeds), read_rulebook(seeds), as_of_dates(landing)
    texts = Texts(polarities(rows, seeds), competitor_messages(rows, seeds))
    scored = []
    for number, day in enumerate(dates):
        date = pd.Timestamp(day)
        spine = spine_on(rows, date)
        judged = judged_on(measured_on(rows, texts, spine, date), spine, date, book)
        for objective in OBJECTIVES:
            scores, won, lost = scored_on(rows, spine, judged, date, objective, book)
            scored.append(scores.assign(date_number=number))
            if day == dates[-1]:
                scored[-1] = scored[-1].join(said_on(scores, spine, judged, won, lost, book, Speaker(seeds)))
    scores = pd.concat(scored, ignore_index=True)
    written(answer, history_of(scores, rows), health_of(scores, rows, seeds))


def scored_on(
    rows: Rows, spine: pd.DataFrame, judged: Judged, date: pd.Timestamp, objective: str, book: Rulebook
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """One row per account: status and scores in millionths, before and after rules and override; and what each measure won and lost."""
    is_new = spine.tenure_days < 90
    card = (
        np.select([spine.segment == "enterprise", is_new], ["enterprise", "onboarding"], "default")
        if objective == "retention"
        else np.full(len(spine), "expansion")
    )
    sums, won, lost = totals(judged, card, book)
    found = spine.reset_index().join(sums).assign(objective_key=objective, as_of_date=date, rule=judged.rule, card=card)
    found["lifecycle_stage"] = np.select([is_new, (spine.renews_on - date) <= pd.Timedelta(days=90)], ["onboarding", "renewal"], "steady")
    found.loc[found.tenure_days < GRACE_DAYS, ["computed", "lowest", "highest"]] = np.nan
    is_short = found.computed.isna()
    status = np.select([found.tenure_days < GRACE_DAYS, is_short], ["too_new", "insufficient_data"], "scored")
    overrides = rows.overrides[(rows.overrides.starts_on <= date) & (rows.overrides.expires_on > date)]
    overrides = overrides[overrides.objective_key.isna() | (overrides.objective_key == objective)].drop_duplicates("a", keep="last").set_index("a")
    found = found.join(overrides[["direction", "value", "reason_code", "owner", "expires_on"]], on="a")
    forced = found.value.astype(float) * SCORE
    is_set = (found.direction == "set").to_numpy()
    floor = np.where(is_set | (found.direction == "floor"), forced, np.nan)
    cap = np.where(is_set | (found.direction == "cap"), forced, np.nan)
    rule_cap = found.rule.map(CAPS).to_numpy(dtype="float64", na_value=np.nan)
    nothing = np.full(len(found), np.nan)
    found["after_rules"] = limited(found.computed.to_numpy(), nothing, rule_cap)
    found["health"] = np.where(is_set, forced, limited(found.after_rules.to_numpy(), floor, cap))
    for name, bound in (("low", "lowest"), ("high", "highest")):
        found[name] = limited(limited(found[bound].to_numpy(), nothing, rule_cap), floor, cap)
    found["score_status"] = np.where(found.health.isna(), status, "scored")
    return found, won, lost


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
