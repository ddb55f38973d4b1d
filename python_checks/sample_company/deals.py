"""The CRM's opportunities: renewals once a year, expansions of those who grow, and what was lost to a competitor."""

from collections.abc import Iterator
from datetime import date

from python_checks.sample_company.days import AS_OF, FIRST_DAY, iso, later, moment, next_anniversary, rng_for, utc
from python_checks.sample_company.roster import ACCOUNTS, Account
from python_checks.sample_company.stories import WITHOUT_LOGS, mood_on
from python_checks.sample_company.tables import Row, numbered
from python_checks.sample_company.terms import terms_of
from python_checks.sample_company.texts import COMPETITORS

EXPANDING = frozenset({"healthy_grower", "multi_product", "steady", "merge_survivor", "recovering"})
# Accounts that a competitor is talking to, with the number of deals it turns up in.
COURTED = {
    "ACC-1050": 2,
    "ACC-1051": 1,
    "ACC-1052": 1,
    "ACC-1033": 1,
    "ACC-1036": 2,
    "ACC-1023": 1,
    "ACC-1043": 1,
    "ACC-1017": 1,
}


def opportunities() -> list[Row]:
    """Return the opportunities in order of creation."""
    rows = (row for account in ACCOUNTS for row in _of_account(account))
    return numbered(rows, "crm.opportunities", "OPP-", "created_at")


def _of_account(account: Account) -> Iterator[Row]:
    if account.story in WITHOUT_LOGS or account.story == "internal_test":
        return
    yield _deal(account, "new", later(account.started_on, -45), account.started_on, 1.0, "")
    renewal_on = next_anniversary(account.started_on, FIRST_DAY) if account.started_on < FIRST_DAY else None
    if renewal_on and not (account.ended_on and account.ended_on < renewal_on):
        yield _deal(account, "renewal", later(renewal_on, -80), renewal_on, 1.0, "")
    if account.story in EXPANDING:
        rng = rng_for("expansion", account.account_id)
        created_on = later(date(2025, 11, 10), rng.randint(0, 200))
        yield _deal(account, "expansion", created_on, later(created_on, rng.randint(30, 70)), 0.3, "")
    for position in range(COURTED.get(account.account_id, 0)):
        created_on = later(date(2026, 2, 10), 50 * position + account.number % 40)
        yield _deal(account, "expansion", created_on, later(created_on, 60), 0.4, COMPETITORS[position % 2])
    if account.ended_on:
        yield _deal(account, "renewal", later(account.ended_on, -70), account.ended_on, 1.0, COMPETITORS[account.number % 2])


def _deal(account: Account, kind: str, created_on: date, close_on: date, share: float, competitor: str) -> Row:
    """Return a deal worth a share of a year's price; lost when a competitor is named and the close date is past."""
    rng = rng_for("deal", account.account_id, kind, created_on)
    is_open = close_on > AS_OF or created_on > AS_OF
    is_lost = not is_open and (bool(competitor) or (kind == "expansion" and mood_on(account, close_on).tone < 0.3))
    stage = rng.choice(("discovery", "proposal", "negotiation")) if is_open else "closed_lost" if is_lost else "closed_won"
    return {
        "account_id": account.account_id,
        "type": kind,
        "stage": stage,
        "amount": f"{terms_of(account)[-1].mrr * 12 * share:.2f}",
        "currency": account.currency,
        "close_on": iso(close_on),
        "is_won": "" if is_open else "false" if is_lost else "true",
        "lost_reason": rng.choice(("price", "missing_feature", "no_budget")) if is_lost else "",
        "competitor": competitor,
        "created_at": utc(moment(min(created_on, AS_OF), rng)),
        "updated_at": utc(moment(min(later(created_on, 10), AS_OF) if is_open else close_on, rng)),
    }
