"""What each account pays for, from when to when: one term per product and price."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from python_checks.sample_company.days import later, rng_for
from python_checks.sample_company.roster import Account

# Monthly price of a seat in the account's currency.
SEAT_PRICE = {"enterprise": 160, "mid_market": 95, "smb": 48}
PLANS = {"enterprise": "scale", "mid_market": "team", "smb": "starter"}
# Billing knows no seats for these; the CRM knows them for the first one, nobody for those in SEATS_UNKNOWN.
WITHOUT_SEATS = frozenset({"ACC-1015", "ACC-1019", "ACC-1028"})
SEATS_UNKNOWN = frozenset({"ACC-1019", "ACC-1028", "ACC-1065"})


@dataclass(frozen=True)
class Term:
    """A subscription: monthly price in the account's currency, seats (0: not written down), [started_on, ended_on)."""

    product: str
    plan: str
    mrr: float
    seats: int
    started_on: date
    ended_on: date | None = None
    is_trial: bool = False


def terms_of(account: Account) -> list[Term]:
    """Return everything an account ever subscribed to, oldest first."""
    mrr = round(max(account.seats, 3) * SEAT_PRICE[account.segment] * rng_for("price", account.account_id).uniform(0.9, 1.15))
    seats = 0 if account.account_id in WITHOUT_SEATS else account.seats
    base = Term("core", PLANS[account.segment], mrr, seats, account.started_on, account.ended_on)
    shape = SHAPES.get(account.story, _plain)
    return list(shape(account, base))


def _plain(account: Account, base: Term) -> Iterator[Term]:
    yield base


def _repriced(base: Term, on: date, factor: float) -> Iterator[Term]:
    yield replace(base, ended_on=on)
    yield replace(base, started_on=on, mrr=round(base.mrr * factor))


def _grown(account: Account, base: Term) -> Iterator[Term]:
    """Every second grower moves to a higher price, the others add a product."""
    rng = rng_for("growth", account.account_id)
    on, share = later(date(2026, 1, 20), rng.randint(0, 100)), rng.uniform(0.12, 0.35)
    if account.number % 2 == 0:
        yield from _repriced(base, on, 1 + share)
    else:
        yield base
        yield Term("insights", "add_on", round(base.mrr * share), 0, on)


def _shrunk(account: Account, base: Term) -> Iterator[Term]:
    """Two of three pay less from April on."""
    if account.number % 3 == 0:
        yield base
    else:
        yield from _repriced(base, date(2026, 4, 1), 0.7)


def _after_trial(account: Account, base: Term) -> Iterator[Term]:
    yield replace(base, plan="trial", mrr=0, started_on=later(base.started_on, -14), ended_on=base.started_on, is_trial=True)
    yield base


def _trial_only(account: Account, base: Term) -> Iterator[Term]:
    """One trial names its later price, which must not count; the other is free."""
    yield replace(base, plan="trial", mrr=base.mrr if account.number % 2 else 0, is_trial=True)


def _several_products(account: Account, base: Term) -> Iterator[Term]:
    yield replace(base, seats=12)
    yield Term("insights", "scale", round(base.mrr * 0.4), 8, date(2024, 11, 4))
    yield Term("connect", "add_on", round(base.mrr * 0.15), 0, date(2026, 2, 9))


def _came_back(account: Account, base: Term) -> Iterator[Term]:
    """A gap of 137 days: a new tenure."""
    yield replace(base, started_on=date(2024, 3, 12), ended_on=date(2025, 8, 31))
    yield base


def _paused(account: Account, base: Term) -> Iterator[Term]:
    """A gap of 40 days: the tenure goes on."""
    yield replace(base, started_on=date(2024, 9, 1), ended_on=date(2025, 8, 31))
    yield base


SHAPES: dict[str, Callable[[Account, Term], Iterator[Term]]] = {
    "healthy_grower": _grown,
    "fading_usage": _shrunk,
    "onboarding": _after_trial,
    "trial_only": _trial_only,
    "multi_product": _several_products,
    "reactivated": _came_back,
    "short_pause": _paused,
}
