"""The dbt unit tests without dbt: the same SQL over the same fixtures, compared as dbt compares."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from sqlglot import exp

from python_checks.mutants.compiled import UnitTest
from python_checks.mutants.engine import timed
from python_checks.mutants.generate import Mutant, Query
from python_checks.mutants.paths import parsed
from python_checks.problems import InputError


@dataclass
class ReadyTest:
    """A unit test whose fixtures are tables: the model's SQL that reads them, and what is expected."""

    name: str
    query: Query
    expected: tuple[Mapping[str, Any], ...]
    types: tuple[str, ...] = ()
    rows: Counter[tuple[Any, ...]] | None = None


class UnitTests:
    """All unit tests on a database of their own, in memory."""

    def __init__(self, tests: Sequence[UnitTest]) -> None:
        """Loads the fixtures and lets every test pass once as it stands.

        Raises InputError for a test that fails on the model as it is: then this is not what dbt runs.
        """
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        self._connection.execute("set TimeZone = 'UTC'")
        self._tables: dict[str, str] = {}
        self._tests: dict[str, list[ReadyTest]] = {}
        for test in tests:
            ready = self._ready(test)
            if not self._passes(ready, ready.query.text):
                raise InputError([f"The unit test {test.name} of {test.model} does not pass outside dbt: correct python_checks/mutants/unit_tests.py."])
            self._tests.setdefault(test.model, []).append(ready)

    def failing(self, mutant: Mutant) -> str:
        """The name of the first unit test that the mutant fails; empty where all pass or none has its place.

        Raises duckdb.Error where the mutated SQL does not run.
        """
        for test in self._tests.get(mutant.model, ()):
            text = test.query.mutated(mutant)
            if text is not None:
                with timed(self._connection):
                    if not self._passes(test, text):
                        return test.name
        return ""

    def _passes(self, test: ReadyTest, sql: str) -> bool:
        """Whether the SQL gives the expected rows. As in dbt these get the types that the SQL gives, so a cast alone is no difference."""
        listed = ", ".join(f'"{name}"' for name in test.expected[0]) if test.expected else "*"
        relation = self._connection.sql(f"select {listed} from ({sql}) as actual")
        types = tuple(map(str, relation.types))
        if test.rows is None or types != test.types:
            test.types, test.rows = types, Counter(self._expected(test.expected, types))
        return Counter(relation.fetchall()) == test.rows

    def _expected(self, expected: Sequence[Mapping[str, Any]], types: Sequence[str]) -> list[tuple[Any, ...]]:
        if not expected:
            return []
        rows = [", ".join(f"cast({_literal(value)} as {kind})" for value, kind in zip(row.values(), types, strict=True)) for row in expected]
        return self._connection.sql(" union all ".join(f"select {row}" for row in rows)).fetchall()

    def _ready(self, test: UnitTest) -> ReadyTest:
        tree = parsed(test.sql)
        for used in tree.find_all(exp.Table):
            if used.name in test.fixtures:
                if not used.alias:
                    used.set("alias", exp.TableAlias(this=exp.to_identifier(used.name)))
                used.set("this", exp.to_identifier(self._table(test.fixtures[used.name])))
        return ReadyTest(test.name, Query(tree), test.expected)

    def _table(self, query: str) -> str:
        """The table of a fixture; one for all tests that have the same."""
        if query not in self._tables:
            self._tables[query] = f"fixture_{len(self._tables) + 1}"
            self._connection.execute(f"create table {self._tables[query]} as {query}")
        return self._tables[query]


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
