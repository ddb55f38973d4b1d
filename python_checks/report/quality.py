"""The state of the data in short, for the report: who has what to repair. The page of the data owners says the rest."""

from datetime import date
from pathlib import Path
from typing import Any

from python_checks.owners.content import Owner, read_standing
from python_checks.owners.finding import CRITICAL
from python_checks.report.tables import Tables


def read_quality(build: Tables, page: Path, today: date, root: Path) -> dict[str, Any] | None:
    """{page, owners with something to repair, worst first, all_owners, late, turned_away}; None where the page was not written."""
    if not page.exists():
        return None
    standing = read_standing(build, today, root)
    owners = standing.owners
    cards = [card for owner in owners for card in owner.sources if card["status"] != "off"]
    return {
        "page": page.name,
        "is_recorded": "quality.check_history" not in standing.not_measured,
        "owners": [_line(owner) for owner in owners if owner.to_do],
        "all_owners": len(owners),
        "late": sum(card["status"] != "fresh" for card in cards),
        "turned_away": sum(card.get("quarantined_rows") or 0 for card in cards),
    }


def _line(owner: Owner) -> dict[str, Any]:
    critical = sum(finding.severity == CRITICAL for finding in owner.to_do)
    overdue = sum(finding.is_overdue for finding in owner.to_do)
    return {"name": owner.name, "critical": critical, "warning": len(owner.to_do) - critical, "overdue": overdue}
