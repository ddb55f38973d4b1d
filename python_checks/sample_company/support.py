"""Support tickets and their messages."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from python_checks.sample_company.days import AS_OF, FIRST_DAY, every_day, moment, rng_for, utc
from python_checks.sample_company.deals import COURTED
from python_checks.sample_company.moods import Mood
from python_checks.sample_company.roster import ACCOUNTS, Account
from python_checks.sample_company.stories import WITHOUT_LOGS, mood_on
from python_checks.sample_company.tables import Row, numbered
from python_checks.sample_company.texts import AGENT_SENTENCES, customer_text, language_of, rival_text

CATEGORIES = ("how_to", "bug", "billing", "access", "integration")
END = datetime.combine(AS_OF, time(23, 59, 59))


def tickets() -> list[Row]:
    """Return the tickets in order of creation."""
    rows = (row for account in ACCOUNTS if account.story not in WITHOUT_LOGS for row in _tickets_of(account))
    return numbered(rows, "support.tickets", "TCK-", "created_at")


def _tickets_of(account: Account) -> Iterator[Row]:
    rng = rng_for("tickets", account.account_id)
    last = min(AS_OF, account.ended_on or AS_OF)
    due = rng.random()
    for day in every_day(max(FIRST_DAY, account.started_on), last):
        mood = mood_on(account, day)
        due += mood.tickets * max(account.seats, 3) / 10 / 90 * rng.uniform(0.0, 2.0)
        if due >= 1:
            due -= 1
            yield _ticket(account, day, mood, rng)


def _ticket(account: Account, day: date, mood: Mood, rng: Random) -> Row:
    created_at = moment(day, rng, 6, 20)
    is_urgent = rng.random() < mood.urgent
    hours = mood.hours * rng.lognormvariate(0, 0.5) * (0.6 if is_urgent else 1)
    is_stuck = is_urgent and rng.random() < mood.stuck
    resolved_at = (created_at + timedelta(hours=hours)).replace(microsecond=0)
    is_resolved = not is_stuck and resolved_at <= END
    answered_at = created_at + timedelta(minutes=rng.randint(5, 50) + int(min(hours, 48) * 6))
    return {
        "account_id": account.account_id,
        "created_at": utc(created_at),
        "first_response_at": utc(answered_at) if answered_at <= END else "",
        "resolved_at": utc(resolved_at) if is_resolved else "",
        "priority": rng.choice(("urgent", "high")) if is_urgent else rng.choice(("normal", "normal", "low")),
        "status": rng.choice(("resolved", "closed")) if is_resolved else "open",
        "category": rng.choice(CATEGORIES),
        "reopened_count": rng.choice("0001") if hours < 60 else rng.choice("0012"),
        "csat": str(_rating(mood.csat, rng)) if is_resolved and rng.random() < 0.55 else "",
    }


def _rating(usual: float, rng: Random) -> int:
    return min(5, max(1, round(usual + rng.uniform(-0.9, 0.9))))


def messages(ticket_rows: list[Row]) -> list[Row]:
    """Return two to four messages per ticket, in order of time."""
    by_id = {account.account_id: account for account in ACCOUNTS}
    rows = (row for ticket in ticket_rows for row in _thread(ticket, by_id[ticket["account_id"]]))
    return numbered(rows, "support.messages", "MSG-", "sent_at")


def _thread(ticket: Row, account: Account) -> Iterator[Row]:
    rng = rng_for("messages", ticket["account_id"], ticket["created_at"])
    created_at = datetime.fromisoformat(ticket["created_at"].removesuffix("Z"))
    tone, language = mood_on(account, created_at.date()).tone, language_of(account.region, rng)
    yield _message(ticket, "customer", created_at, customer_text(tone, language, rng), language)
    if ticket["first_response_at"]:
        answered_at = datetime.fromisoformat(ticket["first_response_at"].removesuffix("Z"))
        yield _message(ticket, "agent", answered_at, rng.choice(AGENT_SENTENCES), "en")
        reply_at = answered_at + timedelta(minutes=rng.randint(20, 400))
        if rng.random() < 0.45 and reply_at <= END:
            yield _message(ticket, "customer", reply_at, customer_text(tone, language, rng), language)
    if account.account_id in COURTED and created_at >= datetime(2026, 1, 15) and rng.random() < 0.25:
        yield _message(ticket, "customer", created_at + timedelta(minutes=3), rival_text(rng), "en")


def _message(ticket: Row, author: str, sent_at: datetime, body: str, language: str) -> Row:
    return {
        "ticket_id": ticket["ticket_id"],
        "author_role": author,
        "sent_at": utc(sent_at),
        "body": body,
        "language": language,
    }
