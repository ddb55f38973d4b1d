"""One digest per owner, only where something changed since the last one: counts, names and dates of checks, never a value of the data."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from python_checks.owners.content import Owner
from python_checks.owners.deliver import DeliveryError, deliver
from python_checks.owners.finding import Finding
from python_checks.owners.mask import masked_text
from python_checks.problems import counted
from python_checks.project import ROOT

HEADINGS = {
    "failed": "New",
    "overdue": "Due date passed",
    "lapsed": "Acknowledgement expired",
    "repaired": "Repaired",
    "gone": "No longer checked",
}
"""What can change, in the order of the digest."""
Changes = dict[str, list[str]]
Said = dict[str, dict[str, Any]]


def send_digests(company: str, owners: Iterable[Owner], today: date, root: Path = ROOT) -> list[str]:
    """Sends what changed and writes down that it was said; one sentence per digest. What could not be delivered is sent with the next run."""
    folder = root / "build" / f"{company}_digests"
    state = _read(folder / "state.json")
    sentences = []
    present = {owner.name: owner for owner in owners}
    for name in [*present, *(gone for gone in state if gone not in present)]:
        owner = present.get(name) or Owner(name)
        changes, said = changes_of(owner, state.get(name, {}))
        try:
            if changes:
                where = deliver(name, _title(company, name, changes), _body(changes, company, today), folder)
                sentences.append(f"Digest for {name}: {_counts(changes)}, {where}.")
            state[name] = said
            _write(folder / "state.json", state)
        except DeliveryError as error:
            sentences.append(f"! The digest for {name} was not delivered and is sent with the next run: {error}.")
        except OSError as error:
            sentences.append(f"! The digest for {name} was not written ({error.strerror}): make room in build/.")
    return sentences


def changes_of(owner: Owner, before: Said) -> tuple[Changes, Said]:
    """({kind of change: lines}, what is said once they are). A hushed finding says nothing until it is repaired or its acknowledgement expires."""
    changes: Changes = {}
    said: Said = {}
    failing = {finding.key: finding for finding in owner.findings if finding.is_open}
    for key, finding in failing.items():
        if finding.is_hushed:
            said.update({key: before[key]} if key in before else {})
            continue
        is_lapsed = finding.quiet is not None
        said[key] = {"title": _name(finding), "overdue": finding.is_overdue, "lapsed": is_lapsed}
        change = _change(before.get(key), finding.is_overdue, is_lapsed)
        if change:
            changes.setdefault(change, []).append(_line(finding))
    well = {finding.key for finding in [*owner.fine, *owner.within_budget, *owner.findings] if not finding.is_open}
    for key, entry in before.items():
        if key not in failing:
            is_repaired = key in well or key.startswith(("source.", "quarantine."))
            changes.setdefault("repaired" if is_repaired else "gone", []).append(f"- {entry.get('title') or key}")
    return {kind: changes[kind] for kind in HEADINGS if kind in changes}, said


def _change(before: dict[str, Any] | None, is_overdue: bool, is_lapsed: bool) -> str | None:
    if is_lapsed and not (before or {}).get("lapsed"):
        return "lapsed"
    if before is None:
        return "failed"
    return "overdue" if is_overdue and not before.get("overdue") else None


def _name(finding: Finding) -> str:
    where = f" on {finding.table}" if finding.kind in ("data_test", "expectation") and finding.table and finding.table not in finding.title else ""
    return masked_text(f"{finding.severity}: {finding.title}{where} ({finding.key})")


def _line(finding: Finding) -> str:
    said = [_name(finding)]
    said += [counted(finding.failing_rows, "row")] if finding.failing_rows and finding.kind != "quarantine" else []
    said += [f"observed {finding.observed}, allowed {finding.limit}"] if finding.kind == "gate_rule" and finding.observed and finding.limit else []
    said += [f"due on {finding.due_on}{', which is over' if finding.is_overdue else ''}"] if finding.due_on else []
    return masked_text(f"- {'; '.join(said)}.{f' To repair: {finding.remedy}' if finding.remedy else ''}")


def _counts(changes: Changes) -> str:
    return ", ".join(f"{len(lines)} {HEADINGS[kind].lower()}" for kind, lines in changes.items())


def _title(company: str, name: str, changes: Changes) -> str:
    return f"Data quality of {company} for {name}: {_counts(changes)}"


def _body(changes: Changes, company: str, today: date) -> str:
    parts = ["\n".join([f"**{HEADINGS[kind]}**", "", *lines]) for kind, lines in changes.items()]
    return "\n\n".join([*parts, f"{today}. Rows, dates and what is downstream: build/{company}_owners.html"])


def _read(path: Path) -> dict[str, Said]:
    """Owner -> what was said; nothing where no digest was sent yet or the file is damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, state: dict[str, Said]) -> None:
    kept = {name: said for name, said in sorted(state.items()) if said}
    if kept == _read(path):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    unfinished.replace(path)
