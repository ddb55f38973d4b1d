"""What is said of an account on the current date."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.contenders.in_pandas.scores import OBSERVED, Judged
from benchmarks.contenders.rulebook import GRACE_DAYS, Rulebook
from benchmarks.contenders.words import Found, Speaker
from benchmarks.contenders.words import Judged as JudgedScore

MIN_PEERS = 5


def said_on(scores: pd.DataFrame, spine: pd.DataFrame, judged: Judged, won: np.ndarray, lost: np.ndarray, book: Rulebook, speaker: Speaker) -> pd.DataFrame:
    """One row per account, in the order of `scores`: three risks, three strengths and the measure of the first risk."""
    peers = peer_values(spine, judged)
    own = np.where((scores.card == "onboarding").to_numpy()[:, None], judged.scores["onboarding"], judged.scores["default"])
    said = []
    for at, score in enumerate(scores.itertuples()):
        found = [
            Found(
                book.measures[m], int(judged.x[at, m]), int(judged.samples[at, m]), whole(score.seats), whole(peers[at, m]), int(own[at, m]),
                None if won[at, m] < 0 or np.isnan(score.computed) else int(won[at, m]), None if won[at, m] < 0 else int(lost[at, m]),
            )
            for m in np.flatnonzero(judged.states[at] == OBSERVED)
        ]  # fmt: skip
        until = None if pd.isna(score.expires_on) else f"{score.expires_on:%Y-%m-%d}"
        reason = None if pd.isna(score.reason_code) else score.reason_code
        account = JudgedScore(whole(score.computed), whole(score.after_rules), whole(score.health), score.rule or None, reason, until)
        risks, strengths = speaker.remarks(account, found, "risk"), speaker.remarks(account, found, "strength")
        sentences = [remark[1] for remark in risks] + [None] * (3 - len(risks)) + [remark[1] for remark in strengths] + [None] * (3 - len(strengths))
        said.append([*sentences, risks[0][0] if risks else None])
    names = [f"top_{kind}_{rank}" for kind in ("risk", "strength") for rank in (1, 2, 3)]
    return pd.DataFrame(said, index=scores.index, columns=[*names, "risk_key"])


def whole(number: float) -> int | None:
    """A whole number out of an array of floats."""
    return None if pd.isna(number) else int(number)


def peer_values(spine: pd.DataFrame, judged: Judged) -> np.ndarray:
    """The middle value of every measure among the peers of the segment, else of everybody, rounded half away from zero; NaN where they are too few."""
    is_peer = (spine.tenure_days >= GRACE_DAYS).to_numpy()
    values = pd.DataFrame(np.where((judged.states == OBSERVED) & is_peer[:, None], judged.x, np.nan), spine.index)
    of_all = values.median().where(values.count() >= MIN_PEERS)
    by_segment = values.groupby(spine.segment)
    of_segment = by_segment.median().where(by_segment.count() >= MIN_PEERS).reindex(spine.segment).set_index(spine.index)
    middles = of_segment.fillna(of_all).to_numpy()
    return np.sign(middles) * np.floor(np.abs(middles) + 0.5)
