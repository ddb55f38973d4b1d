"""The CRM's accounts and contacts, and the account team."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from python_checks.sample_company.days import AS_OF, iso, later, moment, rng_for, utc
from python_checks.sample_company.roster import ACCOUNTS, NOT_IN_CRM, Account
from python_checks.sample_company.stories import WITHOUT_LOGS
from python_checks.sample_company.tables import Row
from python_checks.sample_company.terms import SEATS_UNKNOWN

OWNERS = ("Mira Oakfield", "Tobin Larke", "Senna Vireo", "Jory Penhallow", "Ida Mossgrove")
FIRST_NAMES = (
    "Alva", "Bero", "Cilla", "Dorin", "Eskil", "Fenna", "Gisla", "Haldor", "Imre", "Jolanta", "Kelda", "Lorcan", "Maris",
    "Nessa", "Orrin", "Pernel", "Quilla", "Runa", "Soren", "Tamsin",
)  # fmt: skip
LAST_NAMES = (
    "Ashgrove", "Birchall", "Cragwell", "Dunmere", "Elverton", "Fernhal", "Greyling", "Hollin", "Ivarsen", "Jessop",
    "Kestrel", "Lindqist", "Mereworth", "Nettleby", "Osterby",
)  # fmt: skip
ROLES = ("sponsor", "champion", "admin", "user", "user", "other")
CONTACTS_OF_SEGMENT = {"enterprise": 6, "mid_market": 5, "smb": 3}


@dataclass(frozen=True)
class Contact:
    """A person at a customer; left_on is the day they left, if they did."""

    contact_id: str
    account: Account
    role: str
    full_name: str
    created_on: date
    left_on: date | None

    def is_there(self, day: date) -> bool:
        """Tell whether the person was known and had not left on a day."""
        return self.created_on <= day and (self.left_on is None or day < self.left_on)


def owner_of(account: Account) -> str:
    """Return the name of the account's owner in the account team."""
    return OWNERS[account.number % len(OWNERS)]


def email_of(name: str, domain: str) -> str:
    """Return an invented address at a reserved domain."""
    return f"{name.lower().replace(' ', '.')}@{domain}"


def accounts() -> list[Row]:
    """Return one row per account the CRM knows."""
    return [_account_row(account) for account in ACCOUNTS if account.account_id not in NOT_IN_CRM]


def _account_row(account: Account) -> Row:
    rng = rng_for("account", account.account_id)
    created_on = later(account.started_on, -rng.randint(20, 90))
    updated_on = date(2026, rng.randint(1, 5), rng.randint(1, 28)) if created_on.year < 2026 else account.started_on
    updated_at = moment(updated_on, rng)
    return {
        "account_id": account.account_id,
        "account_name": account.account_name,
        "industry": account.industry,
        "segment": account.segment,
        "region": account.region,
        "owner_name": owner_of(account),
        "owner_email": email_of(owner_of(account), "example.com"),
        "created_at": utc(moment(created_on, rng)),
        "parent_account_id": account.parent_account_id,
        "employee_count": str(account.seats * rng.randint(8, 40) or 25),
        "seats": "" if account.account_id in SEATS_UNKNOWN else str(account.seats),
        "currency": account.currency,
        "updated_at": utc(updated_at),
        "loaded_at": f"{iso(AS_OF)}T02:00:00Z",
    }


def _left_on(account: Account, role: str, position: int) -> date | None:
    """Return when a contact left. Sponsor and champion leave by the story, now and then another user does."""
    rng = rng_for("left", account.account_id, position)
    if account.story == "champion_left":
        # The sponsor of 1028 stays, so there it is a loss without an exception.
        if role == "champion":
            return date(2026, 5, rng.randint(4, 25))
        return date(2026, 2, rng.randint(2, 20)) if role == "sponsor" and account.number != 1028 else None
    if account.story == "sponsor_gone" and role in ("sponsor", "champion"):
        # Longer ago than 90 days for all but 1039.
        return date(2026, 5 if account.number == 1039 else 1, rng.randint(5, 28))
    if account.story == "silent" and account.number == 1042:
        return date(2026, 4, 14)
    return date(2026, rng.randint(1, 6), rng.randint(1, 28)) if role == "user" and rng.random() < 0.08 else None


def _contacts_of(account: Account) -> Iterator[Contact]:
    count = 0 if account.story in WITHOUT_LOGS else CONTACTS_OF_SEGMENT[account.segment]
    # A small account without sponsor has only a champion, one in three.
    roles = ROLES[1 : count + 1] if account.segment == "smb" and account.number % 3 == 0 else ROLES[:count]
    for position, role in enumerate(roles, start=1):
        rng = rng_for("contact", account.account_id, position)
        yield Contact(
            contact_id=f"CON-{account.number}{position}",
            account=account,
            role=role,
            full_name=f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}",
            created_on=later(account.started_on, -rng.randint(0, 20)),
            left_on=_left_on(account, role, position),
        )


CONTACTS: tuple[Contact, ...] = tuple(contact for account in ACCOUNTS for contact in _contacts_of(account))


def contacts_of(account: Account, day: date) -> list[Contact]:
    """Return the contacts of an account that were there on a day, the most senior first."""
    return [contact for contact in CONTACTS if contact.account.account_id == account.account_id and contact.is_there(day)]


def contacts() -> list[Row]:
    """Return one row per contact."""
    return [_contact_row(contact) for contact in CONTACTS]


def _contact_row(contact: Contact) -> Row:
    rng = rng_for("contact row", contact.contact_id)
    updated_on = contact.left_on or later(contact.created_on, 3)
    return {
        "contact_id": contact.contact_id,
        "account_id": contact.account.account_id,
        "email": email_of(f"{contact.full_name} {contact.account.number}", "example.org"),
        "role": contact.role,
        "is_active": "false" if contact.left_on else "true",
        "full_name": contact.full_name,
        "created_at": utc(moment(contact.created_on, rng)),
        "left_on": iso(contact.left_on),
        "updated_at": utc(moment(min(updated_on, AS_OF), rng)),
    }
