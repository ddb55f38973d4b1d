"""The whole company: clean tables first, then the dirt, then files."""

from pathlib import Path

from python_checks.sample_company.billing import invoices, subscriptions
from python_checks.sample_company.deals import opportunities
from python_checks.sample_company.dirt import Plant, planted
from python_checks.sample_company.dirt_plan import CRM_AND_USAGE
from python_checks.sample_company.dirt_plan_more import BILLING_AND_VOICES
from python_checks.sample_company.people import accounts, contacts
from python_checks.sample_company.support import messages, tickets
from python_checks.sample_company.tables import COLUMNS, Row, write_table
from python_checks.sample_company.team import activities, overrides, pulses
from python_checks.sample_company.usage import usage_events
from python_checks.sample_company.voices import mentions, responses, signals

PLANTS: dict[str, tuple[Plant, ...]] = CRM_AND_USAGE | BILLING_AND_VOICES


def clean_tables() -> dict[str, list[Row]]:
    """Return every raw table as it would be without dirt."""
    ticket_rows = tickets()
    return {
        "crm.accounts": accounts(),
        "crm.contacts": contacts(),
        "crm.activities": activities(),
        "crm.opportunities": opportunities(),
        "crm.account_pulses": pulses(),
        "crm.score_overrides": overrides(),
        "usage.events": usage_events(),
        "billing.subscriptions": subscriptions(),
        "billing.invoices": invoices(),
        "support.tickets": ticket_rows,
        "support.messages": messages(ticket_rows),
        "survey.responses": responses(),
        "social.mentions": mentions(),
        "market.signals": signals(),
    }


def dirty_tables() -> dict[str, list[Row]]:
    """Return every raw table as it is landed."""
    clean = clean_tables()
    return {table: planted(table, clean[table], PLANTS[table]) for table in COLUMNS}


def write_company(folder: Path) -> list[Path]:
    """Write all 14 raw tables into a folder, which is made when it is not there; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_table(folder, table, rows) for table, rows in dirty_tables().items()]
