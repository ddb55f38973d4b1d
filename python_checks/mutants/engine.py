"""A limit on how long a query may take."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

import duckdb

MOST_SECONDS = 30.0
"""A mutant that takes longer (a join that lost its condition) is interrupted, and counts as one that does not run."""


@contextmanager
def timed(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Queries in the block raise duckdb.InterruptException after MOST_SECONDS."""
    alarm = Timer(MOST_SECONDS, connection.interrupt)
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()
