"""Everything the page of the data owners shows, read from one build file and put in order: worst first."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from python_checks.owners.finding import CRITICAL, FAILING, Finding, worst_first
from python_checks.owners.history import CheckHistory
from python_checks.owners.lineage import Lineage, read_manifest
from python_checks.owners.mask import masked_text, personal_names
from python_checks.owners.people import NOBODY, People
from python_checks.owners.rows import Rows
from python_checks.owners.sources import QUARANTINE, SCORECARD, late_sources, read_scorecard, turned_away
from python_checks.owners.touched import Reach
from python_checks.report.tables import Tables

CARD = [
    *("table", "status", "is_on", "landed_rows", "accepted_rows", "duplicate_rows", "quarantined_rows", "orphan_rows", "reject_share", "reject_budget"),
    *("orphan_share", "newest_record_on", "newest_loaded_on", "newest_event_on", "age_days", "warn_after_days", "error_after_days"),
    *("null_share", "zero_share", "copied_share"),
]
"""Columns of the source scorecard that the page shows, those of them that there are."""

COUNTED_BY = {"sources_too_old": "source", "reject_budgets_exceeded": "quarantine", "expectations_failed": "expectation"}
"""Gate rules that count findings of another kind, each of which has an owner of its own."""


@dataclass
class Owner:
    """One owner with everything that concerns it; findings are worst first."""

    name: str
    channel: str = ""
    critical_sla_days: int | None = None
    warning_sla_days: int | None = None
    findings: list[Finding] = field(default_factory=list)
    within_budget: list[Finding] = field(default_factory=list)
    fine: list[Finding] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    runs: list[list[int] | None] = field(default_factory=list)

    @property
    def to_do(self) -> list[Finding]:
        """What fails and is not hushed."""
        return [finding for finding in self.findings if finding.is_open and not finding.is_hushed]

    def as_json(self) -> dict[str, Any]:
        """As the page reads it."""
        fine = [[each.kind, each.key, each.title, each.table, each.last_seen is not None] for each in self.fine]
        parts = {"findings": self.findings, "within_budget": self.within_budget}
        return {**self.__dict__, **{part: [each.as_json() for each in found] for part, found in parts.items()}, "fine": fine}


@dataclass
class Standing:
    """The owners, worst first, and what is known of the last run."""

    owners: list[Owner]
    last_run: dict[str, Any]
    not_measured: list[str]


def read_standing(build: Tables, today: date, root: Path) -> Standing:
    """How everything stands on `today`. What the build file does not have is named in not_measured."""
    history, manifest = CheckHistory(build), read_manifest(root)
    people = People(build, today, history.as_of_date or today)
    scorecard = read_scorecard(build)
    findings = [*_still_there(history.findings, build, manifest), *late_sources(scorecard, history)]
    findings += turned_away(build, scorecard, history)
    rows, lineage = Rows(build, personal_names(manifest)), Lineage(manifest, build)
    reach = Reach(build, rows, lineage)
    for finding in findings:
        people.judge(finding)
        if finding.status != "passed":
            _complete(finding, rows, lineage, reach)
    _say_what_follows(findings)
    known = {"quality.check_history": history.is_measured, SCORECARD: bool(scorecard), QUARANTINE: bool(build.columns(QUARANTINE))}
    missing = [relation for relation, is_there in {**known, "reference.data_owners": people.is_measured}.items() if not is_there]
    return Standing(_owners(findings, scorecard, people, history), _last_run(history, build), missing)


def _complete(finding: Finding, rows: Rows, lineage: Lineage, reach: Reach) -> None:
    rows.fill(finding)
    finding.downstream = lineage.downstream(finding.table) if finding.table else {}
    finding.touched = reach.of(finding)
    finding.title, finding.detail, finding.observed = (masked_text(text) for text in (finding.title, finding.detail, finding.observed))


def _say_what_follows(findings: list[Finding]) -> None:
    for rule in findings:
        if rule.kind == "gate_rule" and rule.is_open and rule.key in COUNTED_BY:
            causes = [each for each in findings if each.kind == COUNTED_BY[rule.key] and each.is_open and each.severity == CRITICAL]
            rule.follows = [f"{each.key} ({each.owner})" for each in causes]


def _still_there(findings: list[Finding], build: Tables, manifest: dict[str, Any]) -> list[Finding]:
    """Without checks that the project no longer has: nobody can repair them."""
    tests = {node["name"] for node in manifest.get("nodes", {}).values() if node.get("resource_type") == "test"}
    rules = {row["rule_key"] for row in build.records("reference.gate_rules")}
    known = {"data_test": tests, "gate_rule": rules}
    return [finding for finding in findings if not known.get(finding.kind) or finding.key in known[finding.kind]]


def _owners(findings: list[Finding], scorecard: list[dict[str, Any]], people: People, history: CheckHistory) -> list[Owner]:
    runs = history.counts_of_runs()
    names = {*people.owners, *(finding.owner for finding in findings), *(row["owner"] or NOBODY for row in scorecard)}
    owners = []
    for name in sorted(names):
        row = people.owner(name)
        mine = sorted((finding for finding in findings if finding.owner == name), key=worst_first)
        cards = [{key: card[key] for key in CARD if key in card} for card in scorecard if (card["owner"] or NOBODY) == name]
        owner = Owner(name, row.get("owner_channel") or "", row.get("critical_sla_days"), row.get("warning_sla_days"), sources=cards)
        owner.fine = [finding for finding in mine if finding.status == "passed"]
        owner.within_budget = [finding for finding in mine if finding.status == "within_budget"]
        owner.findings = [finding for finding in mine if finding.status not in ("passed", "within_budget")]
        owner.runs = runs.get(name if name != NOBODY else "", [])
        owners.append(owner)
    return sorted(owners, key=_worst_owner_first)


def _worst_owner_first(owner: Owner) -> tuple[Any, ...]:
    critical = [finding for finding in owner.to_do if finding.severity == CRITICAL]
    overdue = [finding for finding in owner.to_do if finding.is_overdue]
    return -len(critical), -len(overdue), -len(owner.to_do), -len(owner.findings), owner.name


def _last_run(history: CheckHistory, build: Tables) -> dict[str, Any]:
    statuses = history.statuses_of_last_run()
    counts = {word: sum(status == word for status, _ in statuses) for word in ("passed", "skipped", "not_evaluated", "excepted")}
    failed = {word: sum(status in FAILING and severity == word for status, severity in statuses) for word in ("critical", "warning")}
    health = next((table for table in ("marts.fct_account_health", "published.account_health_v1") if build.columns(table)), None)
    currency = build.rows(f"select any_value(currency) from {health}")[0][0] if health else None
    _, started_at, as_of_date = history.runs[-1] if history.runs else (None, None, None)
    return {**counts, **failed, "started_at": started_at, "as_of_date": as_of_date, "currency": currency, "days": [run[1] for run in history.runs]}
