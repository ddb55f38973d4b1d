"""What customers answer in surveys and say in public, and what experts say about their markets."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from python_checks.sample_company.days import AS_OF, FIRST_DAY, later, moment, rng_for, utc
from python_checks.sample_company.people import Contact, contacts_of
from python_checks.sample_company.roster import ACCOUNTS, Account
from python_checks.sample_company.stories import WITHOUT_LOGS, mood_on
from python_checks.sample_company.tables import Row, numbered
from python_checks.sample_company.texts import customer_text, language_of

# When which survey goes out; the day differs by up to two weeks between accounts.
ROUNDS = (
    ("nps", date(2025, 8, 18)), ("csat", date(2025, 10, 6)), ("nps", date(2025, 11, 17)), ("ces", date(2026, 1, 19)),
    ("nps", date(2026, 2, 16)), ("csat", date(2026, 4, 20)), ("nps", date(2026, 5, 11)), ("ces", date(2026, 6, 8)),
)  # fmt: skip
CHANNELS = ("forum", "review_site", "short_posts", "newsletter")
INDUSTRIES = ("software", "manufacturing", "healthcare", "retail", "finance")


def responses() -> list[Row]:
    """Return one row per invitation, answered or not, in order of sending."""
    rows = (row for account in ACCOUNTS if account.story not in WITHOUT_LOGS for row in _invitations(account))
    return numbered(rows, "survey.responses", "SRV-", "sent_at")


def _invitations(account: Account) -> Iterator[Row]:
    for survey_type, planned_on in ROUNDS:
        rng = rng_for("survey", account.account_id, survey_type, planned_on)
        sent_on = later(planned_on, rng.randint(0, 14))
        if later(account.started_on, 14) <= sent_on < (account.ended_on or AS_OF):
            # The champion and whoever else is there; the sponsor is only asked where there is no third person.
            for contact in (contacts_of(account, sent_on)[1:3] or contacts_of(account, sent_on))[:2]:
                yield _invitation(contact, survey_type, sent_on, rng)


def _invitation(contact: Contact, survey_type: str, sent_on: date, rng: Random) -> Row:
    account, mood = contact.account, mood_on(contact.account, sent_on)
    sent_at = moment(sent_on, rng)
    answered_at = sent_at + timedelta(hours=rng.randint(2, 200))
    row = {
        "account_id": account.account_id,
        "survey_type": survey_type,
        "sent_at": utc(sent_at),
        "contact_id": contact.contact_id,
    }
    if rng.random() >= mood.answers or answered_at.date() > AS_OF:
        return row
    language = language_of(account.region, rng)
    has_comment = rng.random() < 0.5
    return row | {
        "responded_at": utc(answered_at),
        "score": _answer(survey_type, mood.nps, mood.csat, rng),
        "comment": customer_text(mood.tone, language, rng) if has_comment else "",
        "language": language if has_comment else "",
    }


def _answer(survey_type: str, nps: float, csat: float, rng: Random) -> str:
    """Return an answer: nps 0-10, csat and ces 1-5."""
    if survey_type == "nps":
        return str(min(10, max(0, round(nps + rng.uniform(-1.6, 1.6)))))
    return str(min(5, max(1, round(csat + rng.uniform(-0.9, 0.9)))))


def mentions() -> list[Row]:
    """Return what customers say in public, about two mentions an account and year."""
    rows = (row for account in ACCOUNTS if account.story not in WITHOUT_LOGS for row in _mentions_of(account))
    return numbered(rows, "social.mentions", "MEN-", "published_at")


def _mentions_of(account: Account) -> Iterator[Row]:
    rng = rng_for("mentions", account.account_id)
    for position in range(rng.randint(1, 4)):
        day = later(FIRST_DAY, rng.randint(0, (AS_OF - FIRST_DAY).days))
        if not account.started_on <= day < (account.ended_on or later(AS_OF, 1)):
            continue
        language = language_of(account.region, rng)
        yield {
            "account_id": account.account_id,
            "channel": rng.choice(CHANNELS),
            "published_at": utc(moment(day, rng, 0, 23)),
            "body": customer_text(mood_on(account, day).tone, language, rng),
            "url": f"https://example.org/posts/{account.number}-{position}",
            "language": language,
        }


# Direction (-1..1) in each of the SPELLS.
OUTLOOK = {
    "software": {"market": (0.2, -0.1), "regulation": (0.1, 0.0)},
    "manufacturing": {"market": (-0.1, -0.4), "regulation": (0.0, -0.2)},
    "healthcare": {"market": (0.3, 0.4), "regulation": (-0.3, -0.1)},
    "retail": {"market": (-0.2, -0.5), "regulation": (0.0, 0.0)},
    "finance": {"market": (0.1, 0.3), "regulation": (-0.4, 0.1)},
}
SPELLS = ((date(2025, 7, 1), date(2026, 4, 1)), (date(2026, 4, 1), date(2027, 1, 1)))


def signals() -> list[Row]:
    """Return what experts say per industry: two spells of market, regulation, competition and season, some for one region."""
    rows = (row for industry in INDUSTRIES for row in _signals_of(industry))
    return numbered(rows, "market.signals", "SIG-", "valid_from")


def _signals_of(industry: str) -> Iterator[Row]:
    rng = rng_for("signals", industry)
    for spell, (valid_from, valid_to) in enumerate(SPELLS):
        for kind in ("market", "regulation", "competition", "season"):
            said = OUTLOOK[industry][kind][spell] if kind in OUTLOOK[industry] else rng.uniform(-0.5, 0.5)
            yield _signal(industry, kind, said, valid_from, valid_to, "", rng)
        region = rng.choice(("emea", "amer", "apac"))
        yield _signal(industry, "market", rng.uniform(-0.8, 0.8), valid_from, valid_to, region, rng)


def _signal(industry: str, kind: str, direction: float, valid_from: date, valid_to: date, region: str, rng: Random) -> Row:
    return {
        "industry": industry,
        "signal_type": kind,
        "direction": f"{direction:.2f}",
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat(),
        "expert": rng.choice(("Ida Mossgrove", "Jory Penhallow")),
        "source": rng.choice(("industry panel", "trade paper", "customer council")),
        "reviewed_on": later(valid_from, rng.randint(-20, -2)).isoformat(),
        "region": region,
        "note": "",
    }
