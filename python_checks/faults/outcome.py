"""What a campaign says at its end: target/faults.json for machines, one screen for people."""

import json
from pathlib import Path
from typing import Any

from python_checks.faults.judge import Verdict
from python_checks.problems import counted

GROUPS = {"E": "stopped before the build", "B": "blocked by the gate", "Q": "quarantined", "D": "degraded and said so", "A": "accepted, invariant held"}
MOST_LISTED = 25


def write_outcome(verdicts: list[Verdict], seconds: float, path: Path) -> None:
    """Writes every verdict and the counts as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**counts(verdicts, seconds), "faults": [_as_json(each) for each in verdicts]}, indent=1) + "\n", encoding="utf-8")


def counts(verdicts: list[Verdict], seconds: float) -> dict[str, Any]:
    """The figures of a campaign."""
    fine = [each for each in verdicts if not each.problems]
    return {
        "injected": len(verdicts),
        "as_expected": len(fine),
        **{name: sum(1 for each in fine if each.injection.expected == letter) for letter, name in _names().items()},
        "wrong_publishes": sum(each.is_wrong_publish for each in verdicts),
        "unexpected": len(verdicts) - len(fine),
        "seconds": round(seconds, 1),
        "processor_seconds": round(sum(each.processor for each in verdicts), 1),
    }


def outcome_lines(verdicts: list[Verdict], seconds: float) -> list[str]:
    """One screen."""
    found = counts(verdicts, seconds)
    lines = ["", f"{counted(found['injected'], 'fault')} injected in {seconds:.0f} s ({found['processor_seconds']:.0f} s of processor time)"]
    lines += [f"  {found[name]:>5}  {GROUPS[letter]}" for letter, name in _names().items()]
    lines += [f"  {found['wrong_publishes']:>5}  wrong publishes", f"  {found['unexpected']:>5}  unexpected outcomes"]
    unexpected = [each for each in verdicts if each.problems]
    for each in unexpected[:MOST_LISTED]:
        lines.append(f"  - {each.injection.key}: expected {each.injection.expected}, got {each.got}: {'; '.join(each.problems)[:300]}")
    rest = len(unexpected) - MOST_LISTED
    return [*lines, f"  ... and {rest} more in target/faults.json"] if rest > 0 else lines


def _names() -> dict[str, str]:
    return {"E": "stopped", "B": "blocked", "Q": "quarantined", "D": "degraded", "A": "accepted"}


def _as_json(verdict: Verdict) -> dict[str, Any]:
    fault = verdict.injection
    return {
        "fault_key": fault.key,
        "line": fault.line,
        "company": fault.company,
        "table": fault.table,
        "expected": fault.expected,
        "got": verdict.got,
        "is_wrong_publish": verdict.is_wrong_publish,
        "problems": verdict.problems,
        "seconds": round(verdict.seconds, 2),
    }
