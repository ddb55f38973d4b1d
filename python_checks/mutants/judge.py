"""Who notices a mutant: the model's unit tests, its contract, the data tests of what it changes, the reference scorer. The cheapest is asked first."""

import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

from python_checks.mutants.compiled import Project
from python_checks.mutants.generate import Mutant, Query
from python_checks.mutants.paths import parsed
from python_checks.mutants.unit_tests import UnitTests
from python_checks.mutants.warehouse import Warehouse


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant. `killer` is unit_test, contract, data_test, reference or error; empty for a survivor.

    `by` names the test. `changed` are the models whose rows on the sample were others, as far as they were built.
    """

    mutant: Mutant
    killer: str
    by: str
    changed: tuple[str, ...]
    seconds: float


class Judge:
    """Judges mutant after mutant; the scratch build is made when a mutant passes the unit tests. For a `with` block."""

    def __init__(self, project: Project, build_file: Path) -> None:
        self._project = project
        self._build_file = build_file
        self._unit_tests = UnitTests(project.unit_tests)
        self.queries = {name: Query(parsed(model.sql)) for name, model in project.models.items()}

    def __enter__(self) -> "Judge":
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Removes the scratch build."""
        if "_warehouse" in self.__dict__:
            self._warehouse.close()

    def verdict(self, mutant: Mutant) -> Verdict:
        """Asks all of them, up to the first that notices."""
        started = time.monotonic()
        changed: list[str] = []
        try:
            killer, by = self._noticed(mutant, changed)
        except duckdb.Error as error:
            killer, by = "error", type(error).__name__
        return Verdict(mutant, killer, by, tuple(changed), time.monotonic() - started)

    def _noticed(self, mutant: Mutant, changed: list[str]) -> tuple[str, str]:
        if by := self._unit_tests.failing(mutant):
            return "unit_test", by
        sql = self.queries[mutant.model].mutated(mutant)
        assert sql is not None
        with self._warehouse.tried():
            changed.extend(self._warehouse.changed(mutant.model, sql))
            if any(self._warehouse.broken_promise(name) for name in {mutant.model, *changed}):
                return "contract", mutant.model
            if by := self._warehouse.failing_test(changed):
                return "data_test", by
            if self._warehouse.differs_from_the_reference(changed):
                return "reference", "build_check"
        return "", ""

    @cached_property
    def _warehouse(self) -> Warehouse:
        return Warehouse(self._build_file, self._project, self.queries)
