"""What the person who builds is told of the expectations: one line, and a sentence for each that was not kept. No data value is in the table."""

from pathlib import Path
from typing import Any

import duckdb

from python_checks.problems import counted

MOST_SENTENCES = 10
NOT_KEPT = """
    select suite || '.' || expectation || '.' || column_name, observed, limit_text, description, remedy
    from quality.expectation_results
    where status = 'failed' and severity = ?
    order by suite, expectation, column_name
"""


def expectation_lines(build_file: Path) -> list[str]:
    """How many were kept, and the warnings; nothing where the build has no such table."""
    counts: dict[str, int] = dict(_rows(build_file, "select status, count(*) from quality.expectation_results group by status"))
    if not counts:
        return []
    warnings = broken_promises(build_file, "warning")
    said = f"{counts.get('passed', 0):,} kept, {counted(counts.get('failed', 0), 'warning')}, {counts.get('not_evaluated', 0):,} not evaluated"
    return [f"  expectations {said}", *(f"  ! {sentence}" for sentence in warnings)]


def broken_promises(build_file: Path, severity: str = "critical") -> list[str]:
    """A sentence for each promise of that severity that was not kept, the remedy last."""
    rows = _rows(build_file, NOT_KEPT, severity)
    sentences = [f"{name}: {observed} (wanted {limit or 'to be judged'}). {why} {remedy}" for name, observed, limit, why, remedy in rows[:MOST_SENTENCES]]
    return sentences + ([f"... and {counted(len(rows) - MOST_SENTENCES, 'more row')} in quality.expectation_results."] if len(rows) > MOST_SENTENCES else [])


def _rows(build_file: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    if not build_file.is_file():
        return []
    try:
        with duckdb.connect(str(build_file), read_only=True) as connection:
            return connection.execute(query, list(values)).fetchall()
    except duckdb.Error:
        return []
