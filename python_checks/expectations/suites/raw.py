"""What every raw table promises, and the form of a suite about one."""

from python_checks.expectations.evidence import budget, required_columns
from python_checks.expectations.promises import CRITICAL, WARNING, Part, Promise, Suite, between, holds

MOST_ROWS = 100_000
"""Rows of a raw table that are looked at one by one; of more, those whose fingerprints are lowest: the same rows for the same input."""


def raw_suite(table: str, query: str, *promises: Promise, may_be_empty: bool = False) -> Suite:
    """The promises about crm.accounts, say: its shape and count as landed, then the accepted rows that `query` picks."""
    parts = (_shape(table), _landed(table, may_be_empty), Part(f"{query} order by record_hash limit {MOST_ROWS}", promises))
    return Suite(f"raw_{table.replace('.', '__')}", table, parts)


def summed_suite(table: str, query: str, *promises: Promise) -> Suite:
    """The same for a table of events: `query` sums them up by day inside the database."""
    return Suite(f"raw_{table.replace('.', '__')}", table, (_shape(table), _landed(table, may_be_empty=False), Part(query, promises)))


def _of(table: str) -> str:
    source, name = table.split(".")
    return f"source_name = '{source}' and table_name = '{name}'"


def _shape(table: str) -> Part:
    return Part(
        f"select column_name from {{preflight}} where is_landed and {_of(table)} order by column_name",
        (
            holds(
                "column_name",
                required_columns(table),
                CRITICAL,
                why="A required column that is not landed empties every measure that reads it.",
                remedy=f"Land {table} with every required column of models/staging/{table.split('.', maxsplit=1)[0]}, under those names.",
            ),
        ),
    )


def _landed(table: str, may_be_empty: bool) -> Part:
    """How much of it arrived; counted by the scorecard, so that a large table is not read again."""
    return Part(
        f"select landed_rows, reject_share from {{source_scorecard}} where {_of(table)}",
        (
            between(
                "landed_rows",
                0 if may_be_empty else 1,
                None,
                CRITICAL,
                why="A table that is on and empty would say that nothing happened.",
                remedy=f"Land {table} in full, or switch it off where the company does not have it.",
            ),
            between(
                "reject_share",
                0,
                budget(table),
                WARNING,
                why="Rows that are turned away are missing from the scores.",
                remedy=f"Read quality.quarantine for {table} and correct the rows at the source.",
            ),
        ),
    )
