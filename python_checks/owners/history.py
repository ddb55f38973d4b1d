"""Reads quality.check_history: how every check stands now, since when, and how the last runs went."""

from datetime import date, datetime
from typing import Any

from python_checks.owners.finding import FAILING, Finding
from python_checks.report.tables import Tables

HISTORY = "quality.check_history"
MOST_RUNS = 24

GATE_TEST = "every_gate_rule_passed"
"""The data test that fails where a gate rule does; the rules themselves are checks of the history."""

# A run in which a check was skipped says nothing of it: neither repaired nor failed once more.
STANDING = f"""
    with judged as (
        select
            check_kind, check_key, invocation_id, status, run_started_at,
            row_number() over (partition by check_kind, check_key order by run_started_at desc, invocation_id) as age
        from {HISTORY}
        where status in ('passed', 'failed', 'error', 'excepted') and check_key != '{GATE_TEST}'
    ),
    good as (select check_kind, check_key, min(age) as age from judged where status not in ('failed', 'error') group by all),
    streaks as (
        select judged.check_kind, judged.check_key, count(*) as in_a_row, min(judged.run_started_at) as since
        from judged
        left join good using (check_kind, check_key)
        where judged.age < coalesce(good.age, judged.age + 1)
        group by all
    ),
    mentions as (select check_kind, check_key, max(run_started_at) as mentioned_at from {HISTORY} group by all)
    select history.*, streaks.in_a_row, streaks.since, mentions.mentioned_at
    from judged
    inner join {HISTORY} as history using (check_kind, check_key, invocation_id)
    left join streaks using (check_kind, check_key)
    left join mentions using (check_kind, check_key)
    where judged.age = 1
    order by history.check_kind, history.check_key
"""
RUNS = f"""
    select invocation_id, min(run_started_at) as started_at, min(as_of_date) as as_of_date
    from {HISTORY} group by invocation_id order by started_at desc, invocation_id limit {MOST_RUNS}
"""
MARKS = f"""
    select invocation_id, check_kind, check_key, owner_name, severity, status
    from {HISTORY}
    where invocation_id in (select unnest($runs)) and check_key != '{GATE_TEST}'
"""
LETTERS = {"passed": "p", "failed": "f", "error": "f", "excepted": "x"}
"""A run in one letter; anything else is a run in which nobody looked."""


class CheckHistory:
    """How every check stands. Empty where the build file has no history."""

    def __init__(self, build: Tables) -> None:
        self.is_measured = bool(build.columns(HISTORY))
        self.runs = list(reversed(build.rows(RUNS))) if self.is_measured else []
        self._marks = build.raw_rows(MARKS, {"runs": [run[0] for run in self.runs]}) if self.runs else []
        self.findings = [self._finding(row) for row in _standing(build)] if self.is_measured else []

    @property
    def last_run_on(self) -> date | None:
        """The day of the last run."""
        return _day(self.runs[-1][1]) if self.runs else None

    @property
    def first_run_on(self) -> date | None:
        """The day of the first of the last runs."""
        return _day(self.runs[0][1]) if self.runs else None

    def failing_since(self, key: str) -> date | None:
        """The day on which a check failed first in a row that has not ended; None where it does not fail."""
        return next((finding.since for finding in self.findings if finding.key == key), None)

    @property
    def as_of_date(self) -> date | None:
        """The as-of date of the last run."""
        return _day(self.runs[-1][2]) if self.runs else None

    def counts_of_runs(self) -> dict[str, list[list[int] | None]]:
        """Owner -> for every run [critical, warnings] that failed; None where nothing of the owner was looked at."""
        place = {run[0]: index for index, run in enumerate(self.runs)}
        found: dict[str, list[list[int] | None]] = {}
        for invocation_id, _, _, owner, severity, status in self._marks:
            if status in LETTERS:
                counts = found.setdefault(owner or "", [None] * len(self.runs))
                seen = counts[place[invocation_id]] or [0, 0]
                seen[severity != "critical"] += status in FAILING
                counts[place[invocation_id]] = seen
        return found

    def statuses_of_last_run(self) -> list[tuple[str, str]]:
        """(status, severity) of every check the last run knew."""
        last = self.runs[-1][0] if self.runs else None
        return [(status, severity) for invocation_id, _, _, _, severity, status in self._marks if invocation_id == last]

    def _finding(self, row: dict[str, Any]) -> Finding:
        said, _, more = str(row["description"] or row["check_key"].replace("_", " ")).strip().partition(". ")
        return Finding(
            kind=row["check_kind"],
            key=row["check_key"],
            title=said[:1].upper() + said[1:].rstrip("."),
            detail=more,
            status=row["status"],
            severity=row["severity"] or "critical",
            owner=row["owner_name"] or "",
            table=row["table_name"] or "",
            column=row["column_name"] or "",
            failing_rows=row["failing_rows"],
            observed=_text(row["observed"]),
            limit=_text(row["limit_text"]),
            remedy=row["remedy"] or "",
            since=_day(row["since"]),
            in_a_row=row["in_a_row"],
            last_seen=_day(row["run_started_at"]) if row["mentioned_at"] != row["run_started_at"] else None,
            stored_in=_relation(row["stored_in"]),
            code_path=row["code_path"] or "",
            runs=self._letters(row["check_kind"], row["check_key"]) if row["status"] != "passed" else "",
        )

    def _letters(self, kind: str, key: str) -> str:
        statuses = {mark[0]: mark[5] for mark in self._marks if mark[1:3] == (kind, key)}
        return "".join(LETTERS.get(statuses.get(run[0], ""), "-") for run in self.runs)


def _standing(build: Tables) -> list[dict[str, Any]]:
    columns = [row[0] for row in build.raw_rows(f"describe {STANDING}")]
    return [dict(zip(columns, row, strict=True)) for row in build.raw_rows(STANDING)]


def _day(moment: datetime | str | None) -> date | None:
    if moment is None:
        return None
    return moment.date() if isinstance(moment, datetime) else date.fromisoformat(str(moment)[:10])


def _relation(said: str | None) -> str:
    """schema.table of a relation, however dbt quotes it."""
    return ".".join((said or "").replace('"', "").split(".")[-2:])


def _text(value: object) -> str:
    """A number without the zeros that only its type asks for."""
    text = "" if value is None else str(value)
    return text.rstrip("0").rstrip(".") if text.replace(".", "", 1).replace("-", "", 1).isdigit() and "." in text else text
