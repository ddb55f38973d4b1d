"""The one place that turns dbt's results into an exit code."""

from collections.abc import Iterable
from dataclasses import dataclass

from python_checks.exits import Exit

CONFIGURATION = ("seeds/scoring/", "seeds/reference/", "tests/config/", "models/rulebook/")
"""Rulebook and configuration: judged before any account row is built."""
PREFLIGHT = ("models/staging/preflight.", "models/staging/other_engines/preflight.")
PUBLISHED = "models/published/"
GUARD_MARK = "Release guard"
"""Words of every refusal by the guard macro in front of published models."""


@dataclass(frozen=True)
class NodeResult:
    """What dbt says of one node: `kind` is dbt's resource type, `path` the file that declares it, `status` dbt's word."""

    kind: str
    name: str
    path: str
    status: str
    message: str = ""
    failures: int | None = None
    relation: str | None = None
    description: str = ""


def exit_of(result: NodeResult) -> Exit:
    """The exit code one node's result asks for."""
    if result.status not in ("error", "fail", "runtime error"):
        return Exit.DONE
    if result.path.startswith((*CONFIGURATION, *PREFLIGHT)):
        return Exit.BAD_INPUT
    if result.kind == "test" and result.status == "fail":
        return Exit.BLOCKED
    if result.path.startswith(PUBLISHED) and GUARD_MARK in result.message:
        return Exit.BLOCKED
    return Exit.FAILED


def exit_of_build(results: Iterable[NodeResult]) -> Exit:
    """Bad input explains everything after it; then a defect; then the gate. Done where every node is fine."""
    asked = {exit_of(result) for result in results}
    return next((code for code in (Exit.BAD_INPUT, Exit.FAILED, Exit.BLOCKED) if code in asked), Exit.DONE)
