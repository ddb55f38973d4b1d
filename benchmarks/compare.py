"""Are two answers the same rows? Asserted in every run: a fast wrong answer is no contender."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

# Every published table but `releases`, which only a release process can write.
TABLES = (
    "account_health_v1",
    "account_health_v2",
    "account_health_by_objective_v1",
    "account_health_drivers_v1",
    "account_health_changes_v1",
    "account_health_history_v1",
    "account_health_customer_view_v1",
)
# What no contender computes: the hash of the rulebook's text is no result of the data, and only a release process knows the name of a release.
LEFT_OUT = ("rules_hash", "published_release")


class DifferentRowsError(AssertionError):
    """Two contenders that do not publish the same rows."""


def assert_same_answers(ours: Path, theirs: Path, tables: Sequence[str] = TABLES) -> dict[str, int]:
    """Compares the tables in two folders of Parquet files. Returns the rows of each; raises DifferentRowsError at the first table that differs."""
    return {table: assert_same_rows(ours / f"{table}.parquet", theirs / f"{table}.parquet") for table in tables}


def assert_same_rows(ours: Path, theirs: Path) -> int:
    """Raises DifferentRowsError unless both files hold the same rows: every column of ours that is not left out, by its name. Returns how many."""
    with duckdb.connect() as connection:
        columns = [row[0] for row in connection.execute(f"describe from '{ours}'").fetchall() if row[0] not in LEFT_OUT]
        listed = ", ".join(columns)
        connection.execute(f"create view ours as select {listed} from '{ours}'")
        connection.execute(f"create view theirs as select {listed} from '{theirs}'")
        counts = [_count(connection, f"from {table}") for table in ("ours", "theirs")]
        apart = _count(connection, "from (from ours except all from theirs)") + _count(connection, "from (from theirs except all from ours)")
        if apart or counts[0] != counts[1] or not counts[0]:
            worst = ", ".join(f"{name} ({number})" for name, number in _differing(connection, columns)[:5])
            raise DifferentRowsError(f"{theirs.name}: {counts[1]} rows beside {counts[0]} of ours, {apart} without a twin. Most differ in: {worst or 'keys'}.")
        return counts[0]


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    found = connection.execute(f"select count(*) {relation}").fetchone()
    assert found is not None
    return int(found[0])


def _differing(connection: duckdb.DuckDBPyConnection, columns: list[str]) -> list[tuple[str, int]]:
    """Columns by how many values they hold more often on one side than on the other, most first: names a fault whatever the key of the table is."""
    found = [(name, _count(connection, f"from (select {name} from ours except all select {name} from theirs)")) for name in columns]
    return sorted((entry for entry in found if entry[1]), key=lambda entry: -entry[1])
