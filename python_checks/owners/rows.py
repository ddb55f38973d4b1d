"""The first rows behind a finding, with personal data masked, and the SQL that shows the rest."""

from math import isfinite
from typing import Any

import duckdb

from python_checks.owners.finding import MOST_ROWS, Finding, Sample
from python_checks.owners.mask import KEYS, MASK, masked_columns, masked_text
from python_checks.owners.sources import QUARANTINE
from python_checks.problems import listed
from python_checks.readers import literal, name
from python_checks.report.tables import Tables

FIRST = ("row_key", "line_key", "account_id", "problem")
SAID_ALREADY = ("file", "source_name", "table_name", "owner_name", "owner_channel", "record_hash")
SAID_ONCE = ("remedy", "how_to_fix", "reject_reason", "source_relation")
"""Columns that the finding itself says, always or where they are the same in every row."""
LONGEST = 300


class Rows:
    """Reads stored failures of a build file."""

    def __init__(self, build: Tables, personal: frozenset[str]) -> None:
        self._build = build
        self._personal = personal

    def fill(self, finding: Finding) -> None:
        """Gives a finding its sample and its SQL."""
        relation = finding.stored_in
        if not finding.sql:
            finding.sql = self._sql(finding)
        if (relation and finding.status == "failed") or finding.kind == "quarantine":
            finding.sample = self._sample(finding)
            finding.remedy = finding.remedy or self._remedy(relation)

    def relation_with_accounts(self, finding: Finding) -> str | None:
        """A query of the failing rows with their account_id; None where they have none."""
        if not finding.stored_in or "account_id" not in self._build.columns(finding.stored_in):
            return None
        return f"select account_id from ({finding.sql}) where account_id is not null"

    def _sql(self, finding: Finding) -> str:
        if finding.stored_in:
            columns = self._build.columns(finding.stored_in)
            key = next((column for column in FIRST if column in columns), "")
            return f"select * from {finding.stored_in}{f' order by {key}' if key else ''}"
        if finding.kind == "gate_rule":
            return f"select * from quality.release_gate where rule_key = {literal(finding.key)}"
        if finding.kind == "expectation":
            return f"select * from quality.expectation_results where concat_ws('.', suite, expectation, column_name) = {literal(finding.key)}"
        return f"select * from quality.check_history where check_key = {literal(finding.key)} order by run_started_at desc"

    def _sample(self, finding: Finding) -> Sample:
        kinds = self._kinds(finding.stored_in)
        known = [column for column, _ in kinds if column not in SAID_ALREADY]
        columns = sorted(known, key=lambda column: (FIRST.index(column) if column in FIRST else len(FIRST), known.index(column)))
        if not columns:
            return Sample()
        hidden = set(masked_columns(kinds, finding.column, self._personal))
        picked = ", ".join(name(column) for column in columns)
        try:
            rows = self._build.rows(f"select {picked} from ({finding.sql}) limit {MOST_ROWS}")
        except duckdb.Error:
            return Sample()
        shown = [[_shown(value, column in hidden, column in KEYS) for column, value in zip(columns, row, strict=True)] for row in rows]
        kept = [index for index, column in enumerate(columns) if _says_something(column, [row[index] for row in shown])]
        marked = [columns[index] for index in kept if any(MASK in str(row[index]) for row in shown)]
        return Sample([columns[index] for index in kept], [[row[index] for index in kept] for row in shown], marked)

    def _remedy(self, relation: str) -> str:
        """What the test itself says, where it says the same few things in every row."""
        if "remedy" not in self._build.columns(relation):
            return ""
        said = [row[0] for row in self._build.rows(f"select distinct remedy from {relation} where remedy is not null order by 1 limit 3")]
        return masked_text(listed(said)) if len(said) < 3 else ""

    def _kinds(self, relation: str) -> list[tuple[str, str]]:
        if relation != QUARANTINE and not self._build.columns(relation):
            return []
        return [(row[0], row[1]) for row in self._build.rows(f"describe {relation}")]


def _says_something(column: str, values: list[Any]) -> bool:
    return any(value is not None for value in values) and (column not in SAID_ONCE or len(set(values)) > 1)


def _shown(value: Any, is_hidden: bool, is_key: bool) -> Any:
    if value is None:
        return None
    if is_hidden:
        return MASK
    if isinstance(value, bool | int) or (isinstance(value, float) and isfinite(value)):
        return value
    text = masked_text(str(value), is_key)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
