"""The tables a build hands over, asked in SQL inside the database: only what a query gives back is ever loaded."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

NAMED = re.compile(r"\{(\w+)\}")


class Frames(Protocol):
    """Where the rows of a query come from."""

    def frame(self, query: str) -> Any:
        """The rows of a query as a pandas dataframe."""


@dataclass(frozen=True)
class Tables:
    """DuckDB relations of one session, by model or seed name."""

    session: Any
    relations: Mapping[str, Any]

    def sql(self, query: str) -> str:
        """The query with every {name} replaced by that relation."""
        return NAMED.sub(lambda found: f"({self.relations[found.group(1)].sql_query()})", query)

    def frame(self, query: str) -> Any:
        """The rows of a query as a pandas dataframe."""
        return self.session.sql(self.sql(query)).df()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        found: list[tuple[Any, ...]] = self.session.sql(self.sql(query)).fetchall()
        return found


@dataclass(frozen=True)
class Rows:
    """The rows of queries that ran already, for a process without the database. Of a query that failed only the kind of its error is known."""

    frames: Mapping[str, Any]
    errors: Mapping[str, str]

    @classmethod
    def of(cls, tables: Tables, queries: Iterable[str]) -> "Rows":
        """Runs every query."""
        frames, errors = {}, {}
        for query in queries:
            try:
                frames[query] = tables.frame(query)
            except Exception as error:  # whatever the database says, the promises about these rows were not kept
                errors[query] = type(error).__name__
        return cls(frames, errors)

    def frame(self, query: str) -> Any:
        """The rows of a query as a pandas dataframe. Raises an error of the name that the query failed with."""
        if query in self.errors:
            raise type(self.errors[query], (Exception,), {})
        return self.frames[query]


def tables_of(query: str) -> set[str]:
    """The names a query reads."""
    return set(NAMED.findall(query))
