"""Are two answers the same rows? Asserted in every run: a fast wrong answer is no contender."""

from __future__ import annotations

from pathlib import Path

import duckdb

# The hash of the rulebook's text is no result of the data; no contender computes it.
LEFT_OUT = ("rules_hash",)


class DifferentRowsError(AssertionError):
    """Two contenders that do not publish the same rows."""


def assert_same_rows(ours: Path, theirs: Path) -> int:
    """Raises DifferentRowsError unless both files hold the same rows, values and types compared after the same names. Returns how many."""
    with duckdb.connect() as connection:
        columns = [row[0] for row in connection.execute(f"describe from '{ours}'").fetchall() if row[0] not in LEFT_OUT]
        listed = ", ".join(columns)
        connection.execute(f"create table ours as select {listed} from '{ours}'")
        connection.execute(f"create table theirs as select {listed} from '{theirs}'")
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
    on = "from ours inner join theirs using (account_id) where ours.{0} is distinct from theirs.{0}"
    found = [(name, _count(connection, on.format(name))) for name in columns if name != "account_id"]
    return sorted((entry for entry in found if entry[1]), key=lambda entry: -entry[1])
