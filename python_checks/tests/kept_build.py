"""Builds of a part of the project that is kept from build to build, one after the other in one build file: a copy of the sample whose inputs a test changes."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import duckdb

from python_checks.tests.house import COMPANY, copied_build
from python_checks.tests.manifest import PROJECT

Held = dict[str, list[tuple[Any, ...]]]


@dataclass
class KeptBuild:
    """A build file under `folder`; `selected` is what a build makes, `compared` how every table is read whose rows must be those of a full rebuild."""

    folder: Path
    selected: ClassVar[tuple[str, ...]] = ()
    compared: ClassVar[dict[str, str]] = {}

    @property
    def file(self) -> Path:
        return self.folder / "build" / f"{COMPANY}.duckdb"

    def sql(self, *statements: str) -> list[tuple[Any, ...]]:
        """Runs statements in the build file; rows of the last one."""
        with duckdb.connect(str(self.file)) as connection:
            connection.execute("set TimeZone = 'UTC'")
            for statement in statements:
                found = connection.execute(statement)
            return found.fetchall()

    def build(self, as_of: str = "2026-06-30", full: bool = False, select: list[str] | None = None, empty: bool = False) -> Held:
        """A build of the tables as of a date, `--empty` of no row at all; every compared row."""
        with _environment(self.folder, HEALTH_COMPANY=COMPANY, HEALTH_AS_OF=as_of, HEALTH_KEEP_OPEN="False"):
            _dbt(self.folder, ["--select", *(select or self.selected), *(["--full-refresh"] if full else []), *(["--empty"] if empty else [])])
        return self.held()

    def held(self) -> Held:
        """Every compared row, sorted."""
        return {table: self.sql(f"{query} order by all") for table, query in self.compared.items()}

    def compiled(self, model: str, is_reversed: bool = False) -> str:
        """SQL of a model or data test, with dbt's graph in the order of the files or in the opposite one."""
        with _environment(self.folder, HEALTH_COMPANY=COMPANY, HEALTH_AS_OF="2026-06-30", HEALTH_KEEP_OPEN="False"):
            found = _dbt(self.folder, ["--select", model], "compile", is_reversed)
        [code] = [result.node.compiled_code for result in found if result.node.name == model]
        return str(code)


def sample_copied(folder: Path) -> Path:
    """The folder, with a copy of the sample's build file and of what dbt has parsed already."""
    copied_build(folder)
    (folder / "target").mkdir()
    parsed = PROJECT / "target" / "partial_parse.msgpack"
    if parsed.is_file():
        shutil.copy(parsed, folder / "target")
    return folder


def _dbt(folder: Path, arguments: list[str], command: str = "run", is_reversed: bool = False) -> list[Any]:
    """One result per node."""
    from dbt.cli.main import dbtRunner

    manifest = _parsed(str(folder))
    if is_reversed:
        manifest = replace(manifest, nodes=dict(reversed(manifest.nodes.items())))
        manifest.build_flat_graph()
    outcome = dbtRunner(manifest=manifest).invoke([command, "--log-level", "none", "--log-level-file", "none", *_places(folder), *arguments])
    wrong = [f"{result.node.name}: {result.message}" for result in getattr(outcome.result, "results", []) if str(result.status) != "success"]
    assert outcome.success, (outcome.exception, wrong)
    return list(outcome.result.results)


@lru_cache(maxsize=1)
def _parsed(folder: str) -> Any:
    """The project as dbt reads it, once: a build then takes a second instead of five."""
    from dbt.cli.main import dbtRunner

    return dbtRunner().invoke(["parse", "--log-level", "none", *_places(Path(folder))]).result


def _places(folder: Path) -> list[str]:
    return ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target-path", str(folder / "target"), "--log-path", str(folder / "target")]


@contextmanager
def _environment(folder: Path, **variables: str) -> Iterator[None]:
    """The working folder and HEALTH_ variables of a build, put back afterwards."""
    before, place = dict(os.environ), Path.cwd()
    for name in [name for name in os.environ if name.startswith("HEALTH_")]:
        del os.environ[name]
    os.environ.update(variables)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(place)
        os.environ.clear()
        os.environ.update(before)
