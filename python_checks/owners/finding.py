"""One thing that an owner of data should look at, and the order in which they come."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from python_checks.report.tables import plain

CRITICAL = "critical"
WARNING = "warning"
FAILING = ("failed", "error")
MOST_ROWS = 10
"""Rows of a sample: enough to see what is wrong, too few to be a copy of the table."""


@dataclass
class Quiet:
    """Somebody knows of it: a row of check_acknowledgements. `is_over` once its last day is past."""

    status: str
    reason: str
    author: str
    expires_on: date | None
    is_over: bool


@dataclass
class Sample:
    """The first rows behind a finding, personal data masked. `marked` are the columns of which something was masked."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)


@dataclass
class Touched:
    """Accounts and yearly revenue that a finding touches; `how` says by which way: rows, measures, every or unknown."""

    how: str = "unknown"
    accounts: int = 0
    arr: float = 0.0


@dataclass
class Finding:
    """A check that failed, a late source or rows turned away. `since` and `due_on` are days of runs, not of the data.

    `kind` is data_test, expectation, gate_rule, source or quarantine; `status` the word of quality.check_history, late or too_old for a source.
    `follows` names the findings that a gate rule only counts: who repairs them repairs it.
    """

    kind: str
    key: str
    title: str
    status: str
    severity: str
    owner: str
    detail: str = ""
    table: str = ""
    column: str = ""
    failing_rows: int | None = None
    observed: str = ""
    limit: str = ""
    remedy: str = ""
    since: date | None = None
    in_a_row: int | None = None
    last_seen: date | None = None
    stored_in: str = ""
    code_path: str = ""
    sql: str = ""
    runs: str = ""
    due_on: date | None = None
    is_overdue: bool = False
    quiet: Quiet | None = None
    sample: Sample = field(default_factory=Sample)
    touched: Touched = field(default_factory=Touched)
    downstream: dict[str, list[str]] = field(default_factory=dict)
    follows: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """It fails: somebody has to do something, muted or not."""
        return self.status not in ("passed", "excepted", "within_budget")

    @property
    def is_hushed(self) -> bool:
        """Acknowledged or muted, and that still holds; or it only counts what other findings say."""
        return bool(self.follows) or (self.quiet is not None and not self.quiet.is_over)

    def as_json(self) -> dict[str, Any]:
        """As the page reads it: dates as ISO text, no empty parts."""
        found = {key: value for key, value in asdict(self).items() if value not in ("", None, {}, [])}
        return {**plain(found), "is_open": self.is_open, "is_hushed": self.is_hushed}


def worst_first(finding: Finding) -> tuple[Any, ...]:
    """Open before let through, loud before hushed, critical before warning, overdue first, then the revenue it touches."""
    return (
        *(not finding.is_open, finding.is_hushed, finding.severity != CRITICAL, not finding.is_overdue),
        *(finding.due_on or date.max, -finding.touched.arr, -(finding.failing_rows or 0), finding.key),
    )
