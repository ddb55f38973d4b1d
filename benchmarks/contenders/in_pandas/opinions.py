"""Measures of what people say and of who is in touch."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from benchmarks.contenders.in_pandas.rows import Rows
from benchmarks.contenders.in_pandas.windows import DAY, Measured, Sums, last, quotient
from benchmarks.contenders.rulebook import VALUE


@dataclass(frozen=True)
class Texts:
    """What the texts gave: tones (a, day, polarity) and messages that name a competitor (a, sent_on)."""

    tones: pd.DataFrame
    rivals: pd.DataFrame


def answers_on(rows: Rows, spine: pd.DataFrame, date: pd.Timestamp, sums: Sums) -> Measured:
    """Surveys and pulses: nobody asked is nothing known."""
    tickets = rows.tickets[rows.tickets.csat.notna()].assign(
        answered_on=lambda found: found.resolved_on.fillna(found.created_on), score=lambda found: found.csat
    )
    tickets = tickets[last(tickets.answered_on, date, 90)]
    scored = rows.responses[rows.responses.score.notna()]
    surveyed = scored[(scored.survey_type == "csat") & last(scored.answered_on, date, 90)].drop_duplicates(["a", "respondent"], keep="last")
    csat = pd.concat([tickets[["a", "answered_on", "score"]], surveyed[["a", "answered_on", "score"]]]).assign(points=lambda found: found.score - 1)
    nps = scored[(scored.survey_type == "nps") & last(scored.answered_on, date, 180)].drop_duplicates(["a", "respondent"], keep="last")
    stance = nps.assign(stance=(nps.score >= 9).astype(int) - (nps.score < 7).astype(int))
    sent = rows.responses[(rows.responses.sent_on > date - 365 * DAY) & (rows.responses.sent_on <= date - 14 * DAY)]
    invited = sums(sent)
    answered, sent_on = sums(sent[sent.answered_on <= date]), sent.groupby("a").sent_on.max()
    pulses = rows.pulses[rows.pulses.recorded_on <= date].drop_duplicates("a", keep="last").set_index("a").reindex(spine.index)
    return {
        "csat_90d": (quotient(sums(csat, "points"), 4 * sums(csat)), newest(csat, "answered_on", spine), sums(csat)),
        "nps_180d": (quotient(sums(stance, "stance"), sums(nps)), newest(nps, "answered_on", spine), sums(nps)),
        "survey_response_rate_365d": (quotient(answered, invited).where(invited >= 2), sent_on.reindex(spine.index).where(invited >= 2), invited),
        "account_team_pulse": (pulses.pulse * VALUE, pulses.recorded_on, 1),
    }


def newest(frame: pd.DataFrame, day: str, spine: pd.DataFrame) -> pd.Series:
    """The newest day per account."""
    return frame.groupby("a")[day].max().reindex(spine.index)


def voices_on(rows: Rows, texts: Texts, spine: pd.DataFrame, date: pd.Timestamp, talk: pd.Timestamp, sums: Sums) -> Measured:
    """Texts, competitors and what experts say of the industry."""
    tones = texts.tones[last(texts.tones.day, date, 180)]
    weight = 180 - (date - tones.day) // DAY
    tones = tones.assign(weight=10**4 * weight, weighted=weight * tones.polarity)
    deals = rows.opportunities[rows.opportunities.competitor.notna()]
    deals = deals[last(deals.created_on, date, 180) | last(deals.close_on, date, 180)]
    rivals = sums(deals) + sums(texts.rivals[last(texts.rivals.sent_on, date, 180)])
    valid = rows.signals[(rows.signals.valid_from <= date) & (rows.signals.valid_to.isna() | (rows.signals.valid_to > date))]
    valid = valid.assign(
        parts=valid.direction.mul(10**6).round().astype("int64"), judged_on=valid.reviewed_on.where(valid.reviewed_on <= date, valid.valid_from)
    )
    said = spine.reset_index()[["a", "industry", "region"]].merge(valid[["industry", "region", "parts", "judged_on"]], on="industry", suffixes=("", "_meant"))
    said = said[said.region_meant.isna() | (said.region_meant == said.region)]
    return {
        "text_sentiment_ewma": (quotient(sums(tones, "weighted"), sums(tones, "weight")), newest(tones, "day", spine), sums(tones)),
        "competitor_pressure_180d": (rivals * VALUE, talk, rivals),
        "industry_outlook": (quotient(sums(said, "parts"), 10**6 * sums(said)), newest(said, "judged_on", spine), sums(said)),
    }


def people_on(rows: Rows, spine: pd.DataFrame, date: pd.Timestamp, seen: dict[str, pd.Timestamp], sums: Sums) -> Measured:
    """Contacts and meetings."""
    contacts, is_champion = rows.contacts, rows.contacts.role.isin(["sponsor", "champion"])
    is_active = ~(contacts.created_on > date) & ((contacts.left_on > date) | (contacts.left_on.isna() & contacts.is_active))
    active, champions = sums(contacts[is_active]), sums(contacts[is_active & is_champion])
    left = sums(contacts[is_champion & last(contacts.left_on, date, 90)])
    coverage = pd.Series(VALUE // 2, spine.index).mask((left > 0) | (active == 0), 0).mask(champions > 0, VALUE)
    met = rows.activities[rows.activities.activity_type.isin(["meeting", "call", "qbr"]) & (rows.activities.day <= date)]
    met = met[met.day >= met.a.map(spine.tenure_started_on)]
    age = (date - newest(met, "day", spine).fillna(spine.tenure_started_on)) // DAY
    answers = rows.responses.rename(columns={"answered_on": "day"})
    days = pd.concat([found[last(found.day, date, 90)][["a", "contact_id"]].dropna() for found in (rows.activities, answers)])
    engaged = sums(days.drop_duplicates())
    return {
        "sponsor_coverage": (coverage, seen["contacts"], active),
        "champion_left_90d": (((left > 0) & (champions == 0)).astype("int64") * VALUE, seen["contacts"], champions + left),
        "days_since_meeting": (age * VALUE, seen["activities"], sums(met)),
        "contacts_engaged_90d": (engaged * VALUE, seen["activities"], engaged),
    }
