"""Usage events: who clicked what, when. Weekdays far more than weekends, every user in turn."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from python_checks.sample_company.days import AS_OF, FIRST_DAY, later, moment, rng_for, utc
from python_checks.sample_company.roster import ACCOUNTS, Account
from python_checks.sample_company.stories import WITHOUT_LOGS, mood_on
from python_checks.sample_company.tables import Row, numbered

FEATURES = (
    "dashboard", "reports", "search", "import", "export", "alerts", "sharing", "api", "comments", "forecast", "roles",
    "audit_log",
)  # fmt: skip
# One person works for two customers and is a user of both.
SHARED_USER, SHARED_BY = "U9001", frozenset({"ACC-1001", "ACC-1013"})


@dataclass
class Pace:
    """Where an account stands: part of an event left over from last week, and whose turn it is."""

    left_over: float = 0.0
    turn: int = 0
    features: list[str] = field(default_factory=list)


def usage_events() -> list[Row]:
    """Return all events, one row each, in order of time."""
    return numbered((row for account in ACCOUNTS for row in _of_account(account)), "usage.events", "EV", "occurred_at")


def _of_account(account: Account) -> Iterator[Row]:
    if account.story in WITHOUT_LOGS:
        return
    rng = rng_for("usage", account.account_id)
    pace = Pace(features=rng.sample(FEATURES, len(FEATURES)))
    first, last = max(FIRST_DAY, account.started_on), min(AS_OF, account.ended_on or AS_OF)
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        for day in _days_of_week(account, monday, pace, rng):
            if first <= day <= last:
                yield _event(account, day, pace, rng)
        monday = later(monday, 7)


def _days_of_week(account: Account, monday: date, pace: Pace, rng: Random) -> list[date]:
    """Return the day of each event of a week; days repeat only when there are more events than days."""
    mood = mood_on(account, later(monday, 3))
    users = round(mood.active_share * account.seats)
    pace.left_over += max(mood.active_days, users * 0.36) if mood.active_days > 0.2 else 0.0
    count = int(pace.left_over)
    pace.left_over -= count
    days = rng.sample(range(5), 5)
    if rng.random() < 0.2:
        days.insert(rng.randint(0, 3), rng.choice((5, 6)))
    return [later(monday, days[position % len(days)]) for position in range(count)]


def _event(account: Account, day: date, pace: Pace, rng: Random) -> Row:
    mood = mood_on(account, day)
    users = max(1, round(mood.active_share * account.seats))
    pace.turn += 1
    # Three of four events go round all users, so that each is seen within four weeks; the fourth is by one of the busiest.
    person = rng.randrange(max(1, users // 3)) if pace.turn % 4 == 0 else (pace.turn - pace.turn // 4) % users
    instant = moment(day, rng)
    is_login = rng.random() < 0.08
    feature = "" if is_login else rng.choice(pace.features[: max(1, round(mood.features))])
    is_shared = account.account_id in SHARED_BY and person == 1
    return {
        "account_id": account.account_id,
        "user_id": SHARED_USER if is_shared else f"U{account.number}-{person + 1:02d}",
        "event_name": "login" if is_login else "feature_used",
        "occurred_at": utc(instant),
        "feature_key": feature,
        "quantity": str(rng.choice((1, 1, 1, 2, 5))),
        "loaded_at": utc(instant + timedelta(minutes=rng.randint(10, 240))),
    }
