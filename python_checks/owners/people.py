"""Who answers for what: owners with their days to repair, due dates, and what somebody has acknowledged or muted."""

from datetime import date, timedelta
from typing import Any

from python_checks.owners.finding import CRITICAL, Finding, Quiet
from python_checks.report.tables import Tables

OWNERS = "reference.data_owners"
ACKNOWLEDGEMENTS = "reference.check_acknowledgements"
GATE = "quality.release_gate"
NOBODY = "Nobody named"


class People:
    """The seeds data_owners and check_acknowledgements as the build file has them. What is due counts by `today`, an acknowledgement by the as-of date."""

    def __init__(self, build: Tables, today: date, as_of_date: date) -> None:
        self.today = today
        self.as_of_date = as_of_date
        self.is_measured = bool(build.columns(OWNERS))
        self.owners = {row["owner_name"]: row for row in build.records(OWNERS, "owner_name")}
        self._quiet = {row["check_key"]: row for row in build.records(ACKNOWLEDGEMENTS, "expires_on nulls last")}
        self._excepted = {row["rule_key"]: _exception(row) for row in build.records(GATE, "rule_key") if row.get("is_excepted")}

    def owner(self, name: str) -> dict[str, Any]:
        """The row of an owner; without SLA for one that the seed does not have."""
        return self.owners.get(name, {"owner_name": name})

    def judge(self, finding: Finding) -> None:
        """Fills in whom it concerns, when it is due and whether somebody already knows."""
        finding.owner = finding.owner or NOBODY
        row = self.owner(finding.owner)
        days = row.get("critical_sla_days" if finding.severity == CRITICAL else "warning_sla_days")
        if finding.is_open and finding.since and days is not None:
            finding.due_on = finding.since + timedelta(days=int(days))
            finding.is_overdue = finding.due_on < self.today
        said = (self._quiet if finding.is_open else self._excepted if finding.status == "excepted" else {}).get(finding.key)
        if said:
            until = date.fromisoformat(said["expires_on"]) if said["expires_on"] else None
            finding.quiet = Quiet(said["status"], said["reason"] or "", said["author"] or "", until, until is not None and until < self.as_of_date)


def _exception(rule: dict[str, Any]) -> dict[str, Any]:
    """A gate rule that a reviewed exception lets through, in the words of an acknowledgement."""
    return {"status": "excepted", **{part: rule.get(f"exception_{part}") for part in ("reason", "author", "expires_on")}}
