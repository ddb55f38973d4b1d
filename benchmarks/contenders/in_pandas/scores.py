"""From measured values to a score: arrays of accounts x measures on one as-of date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.contenders.in_pandas.windows import Measured
from benchmarks.contenders.rulebook import CAPS, GRACE_DAYS, MIN_COHORT, MIN_COVERAGE, SCORE, VALUE, WEIGHT, Rulebook

NOT_APPLICABLE, MISSING, STALE, OBSERVED = range(4)
FILLED = ("active_user_ratio_28d", "nps_180d", "overdue_share")
NEED_SEATS = ("active_user_ratio_28d", "license_utilisation", "tickets_per_10_seats_90d")


@dataclass(frozen=True)
class Judged:
    """Of every account and measure on a date: x in parts of a value (0 where unknown), sample, state, and by kind of curve the score in millionths,
    -1 where there is none. `filled` stands in for what is missing."""

    x: np.ndarray
    samples: np.ndarray
    states: np.ndarray
    scores: dict[str, np.ndarray]
    filled: np.ndarray
    rule: np.ndarray


def judged_on(measured: Measured, spine: pd.DataFrame, date: pd.Timestamp, book: Rulebook) -> Judged:
    """States, curves and the middle of the peers; the same for both objectives."""
    values = np.column_stack([measured[name][0].to_numpy(dtype="float64", na_value=np.nan) for name in book.measures])
    seen = np.column_stack([pd.Series(measured[name][1], spine.index).to_numpy("datetime64[D]") for name in book.measures])
    samples = np.column_stack([pd.Series(measured[name][2], spine.index).to_numpy("int64") for name in book.measures])
    is_known = ~np.isnan(values) & ~np.isnat(seen)
    age = np.where(is_known, (np.datetime64(date, "D") - seen).astype("int64"), 0)
    states = np.where(~is_known, MISSING, np.where(age > np.array(book.validity_days), STALE, OBSERVED))
    for name in NEED_SEATS:
        states[spine.seats.isna(), book.measures.index(name)] = NOT_APPLICABLE
    states[spine.tenure_days < 180, book.measures.index("mrr_change_180d")] = NOT_APPLICABLE
    x = np.where(np.isnan(values), 0, values).astype("int64")
    places, ranked = x.copy(), book.measures.index("median_resolution_hours_90d")
    is_observed = states == OBSERVED
    is_peer = (spine.tenure_days >= GRACE_DAYS).to_numpy()
    places[is_observed[:, ranked], ranked] = percentiles(x[:, ranked], spine, is_peer, is_observed[:, ranked])
    scores = {
        card: np.where(is_observed, np.column_stack([curve(points, places[:, m]) for m, points in enumerate(book.curves[card])]), -1)
        for card in ("default", "onboarding")
    }
    filled = np.full_like(x, -1)
    for m in map(book.measures.index, FILLED):
        middles = cohort_medians(pd.Series(scores["default"][:, m], spine.index)[is_observed[:, m] & is_peer], spine)
        filled[:, m] = np.where((states[:, m] == MISSING) | (states[:, m] == STALE), middles, -1)
    return Judged(x, samples, states, scores, filled, rules(x, is_observed, book))


def rules(x: np.ndarray, is_observed: np.ndarray, book: Rulebook) -> np.ndarray:
    """The cap that holds: the lowest, else the first by name."""
    pulse, champion, overdue = (book.measures.index(name) for name in ("account_team_pulse", "champion_left_90d", "overdue_share"))
    return np.select(
        [
            is_observed[:, overdue] & (x[:, overdue] > VALUE // 2),
            is_observed[:, champion] & (x[:, champion] == VALUE),
            is_observed[:, pulse] & (x[:, pulse] == VALUE),
        ],
        list(CAPS),
        "",
    )


def curve(points: list[tuple[int, int]], x: np.ndarray) -> np.ndarray:
    """The height of a curve at x in millionths, rounded half up; level before the first and after the last point, the later of two at the same x."""
    xs, ys = (np.array(numbers) for numbers in zip(*points, strict=True))
    at = np.clip(np.searchsorted(xs, x, side="right") - 1, 0, len(xs) - 2)
    width = np.maximum(xs[at + 1] - xs[at], 1)
    along = np.clip(x - xs[at], 0, width)
    height = ys[at] * width + along * (ys[at + 1] - ys[at])
    parts = SCORE // WEIGHT
    inside = height // width * parts + (2 * (height % width) * parts + width) // (2 * width)
    return np.where(x >= xs[-1], ys[-1] * parts, np.where(x < xs[0], ys[0] * parts, inside))


def cohorts(spine: pd.DataFrame) -> list[pd.Series]:
    """Narrow to wide: industry and segment, segment, everybody; a label per account."""
    return [spine.segment + "/" + spine.industry, spine.segment, pd.Series("", spine.index)]


def percentiles(x: np.ndarray, spine: pd.DataFrame, is_peer: np.ndarray, is_observed: np.ndarray) -> np.ndarray:
    """Where each observed account stands among the peers of the narrowest cohort that is large enough, itself included."""
    found = np.zeros(len(x), "int64")
    is_placed = np.zeros(len(x), bool)
    itself = (~is_peer).astype("int64")
    for level, labels in enumerate(cohorts(spine)):
        for rows in labels[is_observed].groupby(labels).groups.values():
            members = spine.index.get_indexer(rows)
            peers = np.sort(x[members][is_peer[members]])
            below, upto = (np.searchsorted(peers, x[members], side=side) for side in ("left", "right"))
            count = len(peers) + itself[members]
            rank = 100 * (below + upto + itself[members])
            place = rank // (2 * count) * VALUE + (2 * (rank % (2 * count)) * VALUE + 2 * count) // (4 * count)
            takes = ~is_placed[members] & ((count >= MIN_COHORT) | (level == 2))
            found[members[takes]], is_placed[members[takes]] = place[takes], True
    return found[is_observed]


def cohort_medians(scores: pd.Series, spine: pd.DataFrame) -> np.ndarray:
    """For every account the middle score of the narrowest cohort that is large enough, -1 where nobody has one."""
    found = pd.Series(-1.0, spine.index)
    for level, labels in enumerate(reversed(cohorts(spine))):
        of_cohort = scores.groupby(labels.reindex(scores.index)).agg(["median", "size"])
        of_account = of_cohort.reindex(labels).set_index(spine.index)
        found = of_account["median"].where(of_account["size"] >= (MIN_COHORT if level else 1), found)
    return np.floor(found.to_numpy() + 0.5).astype("int64")


def limited(score: np.ndarray, floor: np.ndarray, cap: np.ndarray) -> np.ndarray:
    """A score between floor and cap, NaN where there is none; the cap wins."""
    return np.where(np.isnan(score), np.nan, np.fmin(np.fmax(score, floor), cap))


def totals(judged: Judged, cards: np.ndarray, book: Rulebook) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Per account coverage, computed, lowest and highest score; and per measure what it contributes and what it loses, -1 outside the sum."""
    weights = np.array([book.weights[card] for card in book.weights])[pd.Index(book.weights).get_indexer(cards)]
    nominal = weights[:, :, 0] * weights[:, :, 1]
    scores = np.where((cards == "onboarding")[:, None], judged.scores["onboarding"], judged.scores["default"])
    used = np.where(scores >= 0, scores, judged.filled)
    in_sum, applies = (used >= 0) & (nominal > 0), (judged.states != NOT_APPLICABLE) & (nominal > 0)
    share, full = shares(weights, nominal, in_sum, book), shares(weights, nominal, applies, book)
    won = np.where(in_sum, (share * used + VALUE // 2) // VALUE, -1)
    lost = np.where(in_sum, (share * (100 * SCORE - used) + VALUE // 2) // VALUE, -1)
    low, high = ((full * np.where(scores >= 0, scores, worst) + VALUE // 2) // VALUE for worst in (0, 100 * SCORE))
    applicable = np.where(applies, nominal, 0).sum(axis=1)
    observed = np.where(applies & (judged.states == OBSERVED), nominal, 0).sum(axis=1)
    coverage = (2 * WEIGHT * observed + applicable) // np.maximum(2 * applicable, 1)
    is_scored = (coverage >= MIN_COVERAGE) & in_sum.any(axis=1)
    sums = {"computed": np.where(in_sum, won, 0), "lowest": low, "highest": high}
    return pd.DataFrame({"coverage": coverage} | {name: np.where(is_scored, each.sum(axis=1), np.nan) for name, each in sums.items()}), won, lost


def shares(weights: np.ndarray, nominal: np.ndarray, members: np.ndarray, book: Rulebook) -> np.ndarray:
    """What each member weighs when the weights of all members are made to sum to one, in parts of a value; 0 for the others."""
    divisor = np.zeros_like(nominal)
    factor_sum = np.zeros(len(nominal), "int64")
    for factor in dict.fromkeys(book.factors):
        of_factor = np.array([each == factor for each in book.factors])
        inside = members[:, of_factor]
        divisor[:, of_factor] = np.where(inside, weights[:, of_factor, 1], 0).sum(axis=1)[:, None]
        factor_sum += np.where(inside.any(axis=1), weights[:, of_factor, 0].max(axis=1), 0)
    divisor = np.maximum(divisor * factor_sum[:, None], 1)
    return np.where(members, (2 * nominal * VALUE + divisor) // (2 * divisor), 0)
