"""Subscriptions and invoices. A price change is a second subscription that starts on the day the first one ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from python_checks.sample_company.days import (
    AS_OF,
    FIRST_DAY,
    iso,
    later,
    next_anniversary,
    rng_for,
    same_day_next_months,
)
from python_checks.sample_company.roster import ACCOUNTS, Account
from python_checks.sample_company.stories import WITHOUT_LOGS, mood_on
from python_checks.sample_company.tables import Row, numbered
from python_checks.sample_company.terms import Term, terms_of

# Paid once a year, in advance.
YEARLY = frozenset({"ACC-1001", "ACC-1023", "ACC-1037"})
# The renewal date is already past and nobody has written down what happened.
RENEWAL_SLIPPED = {"ACC-1018": date(2026, 6, 6), "ACC-1042": date(2026, 5, 30)}
SOON = {
    "ACC-1050": date(2026, 7, 14),
    "ACC-1051": date(2026, 7, 29),
    "ACC-1052": date(2026, 9, 4),
    "ACC-1053": date(2026, 8, 12),
}
# Dates decide, not the status: the first has given notice and still pays, the second left and nobody changed the word.
WRONG_STATUS = {"ACC-1010": "cancelled", "ACC-1069": "active"}


@dataclass(frozen=True)
class Bill:
    """One amount due: in the account's currency, on a day."""

    amount: float
    issued_on: date
    product: str


def subscriptions() -> list[Row]:
    """Return all subscription rows, one per account, product and price."""
    rows = (_subscription(account, term) for account in ACCOUNTS for term in terms_of(account))
    return numbered(rows, "billing.subscriptions", "SUB-", "started_on")


def _subscription(account: Account, term: Term) -> Row:
    is_over = term.ended_on is not None and term.ended_on <= AS_OF
    status = "trialing" if term.is_trial else "cancelled" if is_over else "active"
    renews_on = RENEWAL_SLIPPED.get(account.account_id) or SOON.get(account.account_id)
    updated_on = min(term.ended_on or term.started_on, AS_OF)
    return {
        "account_id": account.account_id,
        "product": term.product,
        "plan": term.plan,
        "mrr": f"{term.mrr:.2f}",
        "currency": account.currency,
        "seats": str(term.seats) if term.seats else "",
        "started_on": iso(term.started_on),
        "ended_on": iso(term.ended_on),
        "status": WRONG_STATUS.get(account.account_id, status),
        "is_trial": "true" if term.is_trial else "false",
        "billing_period": "yearly" if account.account_id in YEARLY else "monthly",
        "renews_on": "" if is_over or term.is_trial else iso(renews_on or next_anniversary(term.started_on, AS_OF)),
        "updated_at": f"{iso(updated_on)}T06:00:00Z",
    }


def invoices() -> list[Row]:
    """Return all invoices issued within the twelve months."""
    rows = (_invoice(account, bill) for account in ACCOUNTS for term in terms_of(account) for bill in _bills(account, term))
    return numbered(rows, "billing.invoices", "INV-", "issued_on")


def _bills(account: Account, term: Term) -> Iterator[Bill]:
    if term.mrr <= 0 or term.is_trial or account.story in WITHOUT_LOGS:
        return
    step = 12 if account.account_id in YEARLY else 1
    last = min(AS_OF, term.ended_on or AS_OF)
    months, day = 0, term.started_on
    while day <= last:
        if day >= FIRST_DAY and day != term.ended_on:
            yield Bill(term.mrr * step, day, term.product)
        months += step
        day = same_day_next_months(term.started_on, months)


def _invoice(account: Account, bill: Bill) -> Row:
    rng = rng_for("invoice", account.account_id, bill.product, bill.issued_on)
    mood = mood_on(account, bill.issued_on)
    due_on = later(bill.issued_on, 30 if account.segment == "enterprise" else 14)
    failed = rng.choice((1, 2, 3)) if rng.random() < mood.failing else 0
    paid_on, status = _payment(bill, due_on, rng.random() < mood.unpaid, failed, rng)
    return {
        "account_id": account.account_id,
        "amount": f"{bill.amount:.2f}",
        "currency": account.currency,
        "issued_on": iso(bill.issued_on),
        "due_on": iso(due_on),
        "paid_on": iso(paid_on),
        "status": status,
        "payment_attempts": str(failed + (1 if paid_on else 0)),
        "failed_attempts": str(failed),
    }


def _payment(bill: Bill, due_on: date, is_unpaid: bool, failed: int, rng: Random) -> tuple[date | None, str]:
    """Return the day an invoice was paid, if it was by the as-of date, and its status."""
    late_by = rng.randint(2, 12) if failed else -rng.randint(0, 8)
    paid_on = max(later(due_on, late_by), bill.issued_on)
    if is_unpaid:
        return None, "uncollectible" if (AS_OF - due_on).days > 120 else "open"
    if rng.random() < 0.01:
        return None, "void"
    return (paid_on, "paid") if paid_on <= AS_OF else (None, "open")
