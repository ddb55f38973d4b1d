"""The rulebook and its checks as a small dbt project of their own, whose seeds tests may break."""

import csv
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from python_checks.tests.manifest import PROJECT

PARTS = ("macros", "models/rulebook", "seeds/scoring", "tests/generic", "tests/config")
RELEASE_MODELS = tuple(f"models/staging/release/stg_release__{name}.sql" for name in ("account_health_history", "published_columns"))
RELEASED = "releases/sample/current/published/account_health_history_v1.parquet"
VERSION_SEEDS = (
    "scorecards",
    "measure_rules",
    "curves",
    "factor_weights",
    "measure_weights",
    "health_bands",
    "confidence_levels",
    "lifecycle_stages",
    "trend_labels",
    "score_exceptions",
    "scoring_models",
)
Row = dict[str, str]


@dataclass(frozen=True)
class Finding:
    """One row of a failed test. `check` is the name of a singular test, or the generic test it is made from."""

    check: str
    file: str
    row_key: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class Outcome:
    """dbt's word for every node it came to, and the rows of every failed test."""

    statuses: dict[str, str]
    findings: list[Finding]


class Rulebook:
    """The rows of every rulebook seed, to be changed and written back."""

    def __init__(self, seeds: dict[str, list[Row]]) -> None:
        self.seeds = seeds

    def copy(self, old: str, new: str) -> None:
        """Every row of a version once more, under another name."""
        for seed in VERSION_SEEDS:
            self.seeds[seed] += [row | {"model_version": new} for row in self.rows(seed, model_version=old)]

    def rows(self, seed: str, **where: str) -> list[Row]:
        """The rows with these values; never none, so that no edit misses in silence."""
        found = [row for row in self.seeds[seed] if where.items() <= row.items()]
        assert found, (seed, where)
        return found

    def change(self, seed: str, where: Row, **values: str) -> None:
        for row in self.rows(seed, **where):
            row.update(values)

    def drop(self, seed: str, **where: str) -> None:
        gone = self.rows(seed, **where)
        self.seeds[seed] = [row for row in self.seeds[seed] if row not in gone]

    def add(self, seed: str, **values: str) -> None:
        """A row; columns that are not given are as in the first row of the seed."""
        self.seeds[seed].append(self.seeds[seed][0] | values)


class RulebookProject:
    """Builds and tests a rulebook in a folder of its own. `preflight` is a stand-in with the parents of the real one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in PARTS:
            shutil.copytree(PROJECT / part, folder / part)
        sources = [path.relative_to(PROJECT) for path in (PROJECT / "models/staging").rglob("_*__sources.yml")]
        erased = [Path(f"seeds/reference/erased_accounts.{kind}") for kind in ("csv", "yml")]  # read by the models of the last release
        for file in [Path("dbt_project.yml"), Path("profiles.yml"), *erased, *map(Path, RELEASE_MODELS), *sources]:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / file, folder / file)
        (folder / "build").mkdir()
        (folder / RELEASED).parent.mkdir(parents=True)
        known = {path.stem for path in folder.rglob("*.sql")} | {path.stem for path in folder.rglob("*.csv")}
        parents = re.findall(r'dbt\.ref\("(\w+)"\)', (PROJECT / "models/staging/preflight.py").read_text(encoding="utf-8"))
        lines = [f"-- depends_on: {{{{ ref('{parent}') }}}}" for parent in parents if parent in known]
        (folder / "models/staging/preflight.sql").write_text("\n".join([*lines, "select 1 as one"]), encoding="utf-8")
        (folder / "models/staging/first_account_table.sql").write_text("select * from {{ ref('preflight') }}", encoding="utf-8")

    def shipped(self) -> Rulebook:
        """The rulebook of the project as it is."""
        seeds = {}
        for path in sorted((PROJECT / "seeds/scoring").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                seeds[path.stem] = list(csv.DictReader(file))
        return Rulebook(seeds)

    def write(self, rulebook: Rulebook) -> None:
        for seed, rows in rulebook.seeds.items():
            path = self.folder / f"seeds/scoring/{seed}.csv"
            header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, header, lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)

    def build(self, rulebook: Rulebook, select: str = "*") -> Outcome:
        """`dbt build`: what a failed test stands in front of is skipped."""
        self.write(rulebook)
        return self._call("build", "--exclude-resource-type", "unit_test", "--select", select)

    def check(self, rulebook: Rulebook, select: str = "*") -> Outcome:
        """Builds everything whatever the tests say, then runs the tests: all that they find, not only the first."""
        self.write(rulebook)
        built = self._call("build", "--exclude-resource-types", "unit_test", "test")
        assert set(built.statuses.values()) == {"success"}, built.statuses
        return self._call("test", "--exclude-resource-type", "unit_test", "--select", select)

    def look_at(self, model: str) -> Outcome:
        """Builds and tests one model that a test has put there."""
        built = self._call("run", "--select", model)
        assert built.statuses[model] == "success", built.statuses
        return self._call("test", "--select", model)

    def release(self, hashes: dict[str, str]) -> None:
        """Leaves a last release behind, with these versions and hashes in its history."""
        rows = ", ".join(f"('{version}', '{rules_hash}')" for version, rules_hash in hashes.items())
        duckdb.execute(f"copy (select * from (values {rows}) as t (model_version, rules_hash)) to '{self.folder / RELEASED}' (format parquet)")

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.folder / "build/sample.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def _call(self, *arguments: str) -> Outcome:
        with _working_in(self.folder):
            outcome = dbtRunner().invoke([*arguments, "--project-dir", ".", "--profiles-dir", ".", "--log-level", "none", "--log-level-file", "none"])
        assert outcome.exception is None, outcome.exception
        results: list[Any] = list(getattr(outcome.result, "results", []))
        failed = [result.node for result in results if str(result.status) == "fail"]
        return Outcome({result.node.name: str(result.status) for result in results}, [each for node in failed for each in self._findings(node)])

    def _findings(self, node: Any) -> list[Finding]:
        metadata = getattr(node, "test_metadata", None)
        check = metadata.name if metadata else node.name
        columns = [row[0] for row in self.query(f"describe {node.relation_name}")]
        assert columns[:4] == ["file", "row_key", "problem", "remedy"], (node.name, columns)
        return [Finding(check, *row) for row in self.query(f"select file, row_key, problem, remedy from {node.relation_name}")]


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    """dbt looks for the build file and the last release from where it is called, and would keep the file open afterwards."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        DuckDBConnectionManager.close_all_connections()
        os.chdir(before)
