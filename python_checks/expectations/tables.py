"""The tables a build hands over, asked in SQL inside the database: only what a query gives back is ever loaded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NAMED = re.compile(r"\{(\w+)\}")


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


def tables_of(query: str) -> set[str]:
    """The names a query reads."""
    return set(NAMED.findall(query))
