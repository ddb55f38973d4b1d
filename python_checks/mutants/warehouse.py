"""A finished build in a scratch file: a mutant is built into it with everything downstream, looked at, and taken back."""

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from python_checks.mutants.compiled import DataTest, Project
from python_checks.mutants.engine import timed
from python_checks.mutants.generate import Query
from python_checks.reference.build_check import PLACES, check_build

SCORED = frozenset(PLACES["marts"])
"""What the reference scorer recomputes."""


class Warehouse:
    """A copy of a build file with every model built anew from its parsed SQL."""

    def __init__(self, build_file: Path, project: Project, queries: Mapping[str, Query]) -> None:
        self._folder = TemporaryDirectory()
        # The file's name is the catalog's, and the compiled SQL names it.
        copy = shutil.copy(build_file, self._folder.name)
        self._connection = duckdb.connect(copy, config={"threads": 1, "memory_limit": "2GB", "temp_directory": self._folder.name})
        self._connection.execute("set TimeZone = 'UTC'")
        self._project = project
        self._sql = {name: queries[name].text for name in project.models}
        for name in project.models:
            self._build(name, self._sql[name])
        self._fingerprints = {name: self._fingerprint(name) for name in project.models}
        # A test that does not pass on the build as it is cannot tell a mutant from it.
        self._data_tests = [test for test in project.data_tests if not self._has_rows(test)]
        self._refers = project.models.keys() >= SCORED and not check_build(self._connection).mismatches.total()

    def close(self) -> None:
        """Closes the file and removes it."""
        self._connection.close()
        self._folder.cleanup()

    @contextmanager
    def tried(self) -> Iterator[None]:
        """A transaction that is taken back, interrupted when it takes too long (duckdb.Error)."""
        self._connection.execute("begin")
        try:
            with timed(self._connection):
                yield
        finally:
            self._connection.execute("rollback")

    def changed(self, first: str, sql: str) -> Iterator[str]:
        """Builds a mutated model and then all that read it, in order; gives the name of each one whose rows are others than before."""
        differing: set[str] = set()
        for name, model in self._project.models.items():
            if name == first:
                self._build(name, sql)
            elif differing.isdisjoint(model.parents):
                continue
            elif not model.is_view:
                self._build(name, self._sql[name])
            if self._fingerprint(name) != self._fingerprints[name]:
                differing.add(name)
                yield name

    def broken_promise(self, name: str) -> bool:
        """Whether the contract of a model names a column or type that the built relation does not have."""
        model = self._project.models[name]
        promised = {column: str(self._connection.sql(f"select cast(null as {kind}) as it").types[0]) for column, kind in model.contract.items()}
        built = {row[0]: row[1] for row in self._connection.execute(f"describe {model.relation}").fetchall()} if promised else {}
        return promised != built

    def failing_test(self, changed: Collection[str]) -> str:
        """The name of the first data test of one of these models that returns rows; empty where all pass."""
        return next((test.name for test in self._data_tests if not set(changed).isdisjoint(test.parents) and self._has_rows(test)), "")

    def differs_from_the_reference(self, changed: Collection[str]) -> bool:
        """Whether the independent scorer, which agreed before, does not any more."""
        return self._refers and not SCORED.isdisjoint(changed) and bool(check_build(self._connection).mismatches.total())

    def _build(self, name: str, sql: str) -> None:
        model = self._project.models[name]
        self._connection.execute(f"create or replace {'view' if model.is_view else 'table'} {model.relation} as {sql}")

    def _fingerprint(self, name: str) -> tuple[object, ...]:
        """The same for the same rows in any order."""
        found = self._connection.execute(f"select count(*), sum(hash(every)) from {self._project.models[name].relation} as every").fetchone()
        return found or ()

    def _has_rows(self, test: DataTest) -> bool:
        return self._connection.execute(f"select 1 from ({test.sql}) as found limit 1").fetchone() is not None
