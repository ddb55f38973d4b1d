"""Builds of the part that is kept by landed day, one after the other in one build file: a copy of the sample whose raw events a test lands."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from python_checks.tests.house import COMPANY, copied_build
from python_checks.tests.manifest import PROJECT

KEPT = ("base_usage__events", "stg_usage__event_counts", "stg_usage__feature_days", "stg_usage__user_days")
COMPARED = {
    **{f"staging.{table}": f"from staging.{table}" for table in (*KEPT, "stg_usage__event_versions", "stg_usage__events")},
    "staging.base_usage__event_days": "select landed_on, day_version, landed_rows from staging.base_usage__event_days where landed_rows > 0",
    "intermediate.int_usage_user_days": "from intermediate.int_usage_user_days",
    "intermediate.int_usage_feature_days": "from intermediate.int_usage_feature_days",
    "quality.source_days": "from quality.source_days",
}
"""Every table whose rows must be those of a full rebuild, and how they are read. What a build held before is no part of it."""
SELECTED = ["base_usage__event_days", *KEPT, "stg_usage__event_versions", "stg_usage__events", "int_usage_user_days", "int_usage_feature_days"]
SELECTED += ["landed_rows", "source_days"]
COLUMNS = "event_id, account_id, user_id, event_name, occurred_at, feature_key, quantity, loaded_at, source_relation"
Held = dict[str, list[tuple[Any, ...]]]


@dataclass
class EventDays:
    """A build file under `folder`. Raw rows are landed by SQL; `landed` has all that is there, `pool` what may be delivered."""

    folder: Path

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

    def build(self, as_of: str = "2026-06-30", full: bool = False, select: list[str] | None = None) -> Held:
        """A build of the tables as of a date; every compared row."""
        with _environment(self.folder, HEALTH_COMPANY=COMPANY, HEALTH_AS_OF=as_of, HEALTH_KEEP_OPEN="False"):
            _dbt(self.folder, ["--select", *(select or SELECTED), *(["--full-refresh"] if full else [])])
        return self.held()

    def held(self) -> Held:
        """Every compared row, sorted."""
        return {table: self.sql(f"{query} order by all") for table, query in COMPARED.items()}

    def failing_rows(self, test: str) -> list[tuple[Any, ...]]:
        """What a data test of its own file finds in the build."""
        return self.sql(self.compiled(test))

    def compiled(self, model: str, is_reversed: bool = False) -> str:
        """SQL of a model or data test, with dbt's graph in the order of the files or in the opposite one."""
        with _environment(self.folder, HEALTH_COMPANY=COMPANY, HEALTH_AS_OF="2026-06-30", HEALTH_KEEP_OPEN="False"):
            found = _dbt(self.folder, ["--select", model], "compile", is_reversed)
        [code] = [result.node.compiled_code for result in found if result.node.name == model]
        return str(code)

    def mark(self, day: str) -> None:
        """Something only a day that is not read again goes on saying."""
        self.sql(f"update staging.base_usage__events set line_key = 'marked' where landed_on = '{day}'")

    def is_marked(self, day: str) -> bool:
        """True where the day was not read again since it was marked."""
        return self.sql(f"select count(*) from staging.base_usage__events where landed_on = '{day}' and line_key = 'marked'") != [(0,)]


def event_days(folder: Path) -> EventDays:
    """A copy of the sample with the raw events of May and June 2026 in `pool`, none of them landed."""
    days = EventDays(copied_build(folder))
    (folder / "target").mkdir()
    parsed = PROJECT / "target" / "partial_parse.msgpack"
    if parsed.is_file():
        shutil.copy(parsed, folder / "target")
    days.sql(
        f"create table pool as select {COLUMNS} from raw.raw_usage__events where occurred_at >= '2026-05-01'",
        f"create or replace table raw.raw_usage__events as select {COLUMNS} from pool where false",
        "create table kept_keys as from staging.stg_crm__account_keys",
    )
    return days


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
