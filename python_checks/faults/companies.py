"""The clean companies that faults are put into: the sample without its planted dirt, and a real landing folder where it is there."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from python_checks.faults.grid import Grid, Row, read_grid, write_grid
from python_checks.project import ROOT

NOVA = ROOT.parent / "shared" / "data" / "nova"
AS_OF = date(2026, 6, 30)
LANDING = "company: {company}\nas_of_date: {as_of}\nreporting_currency: USD\nswitched_off: []\n"


def available() -> dict[str, Callable[[Path], None]]:
    """Company -> what writes its landing folder."""
    there: dict[str, Callable[[Path], None]] = {"sample": land_sample}
    return there | {"nova": land_nova} if (NOVA / "landing.yml").is_file() else there


def land_sample(folder: Path) -> None:
    """The sample company as a landing folder, without dirt: there is room for faults below every reject budget."""
    from python_checks.sample_company.company import clean_tables
    from python_checks.sample_company.tables import COLUMNS

    for table, rows in clean_tables().items():
        kept = [row for row in rows if table != "crm.score_overrides" or is_sound(row)]
        kept += trials_of_old(rows) if table == "billing.subscriptions" else []
        write_grid(folder / f"{table.replace('.', '/')}.csv", Grid(list(COLUMNS[table]), kept))
    (folder / "landing.yml").write_text(LANDING.format(company="sample", as_of=AS_OF), encoding="utf-8")


def trials_of_old(subscriptions: list[Row]) -> list[Row]:
    """Unpaid trials that ended ten years ago: they change no score, and one faulty row in so many is below the budget of 1 %."""
    trial = {"mrr": "0.00", "seats": "", "started_on": "2016-01-04", "ended_on": "2016-02-01", "status": "cancelled", "is_trial": "true", "renews_on": ""}
    old = {**trial, "billing_period": "monthly", "currency": "USD", "updated_at": "2016-02-01T06:00:00Z"}
    return [row | old | {"subscription_id": f"TRIAL-{position:03d}"} for position, row in enumerate(subscriptions[:30])]


def land_nova(folder: Path) -> None:
    """A copy of the real landing folder that may be written to, less its subscriptions that end before they start: they fill the reject budget alone."""
    for path in NOVA.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(NOVA)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    subscriptions = folder / "billing/subscriptions.csv"
    grid = read_grid(subscriptions)
    write_grid(subscriptions, Grid(grid.columns, [row for row in grid.rows if not row["ended_on"] or row["started_on"] <= row["ended_on"]]))


def is_sound(override: dict[str, str]) -> bool:
    """The sample's overrides have faults of their own; those stay out."""
    if not all(override[column] for column in ("reason_code", "owner", "approved_by", "expires_on")):
        return False
    days = (date.fromisoformat(override["expires_on"]) - date.fromisoformat(override["starts_on"])).days
    return days <= 90 and 0 <= float(override["value"]) <= 100
