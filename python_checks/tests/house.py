"""The whole house in one connection: the SQL of every model as dbt compiles it, run again and again on changed raw tables of the sample company.

No dbt process per trial: a copy of a finished sample build gives the relations that are not SQL (seeds, preflight) and the places of all others.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from python_checks.tests.manifest import PROJECT
from python_checks.tests.workspace import call

COMPANY = "sample_test"
"""Built by `./run test` before pytest starts, and here where it is not."""
WANTED = ("fct_account_scores", "fct_measure_scores", "quarantine", "source_scorecard")
SCORES = (
    "select model_version, account_id, as_of_date, score_status, health_score_exact, computed_score_exact, score_low, score_high, health_band, coverage "
    "from fct_account_scores"
)
MEASURES = (
    "select model_version, account_id, as_of_date, measure_key, state, measured_value, measure_score, effective_weight, contribution from fct_measure_scores"
)
Rows = list[tuple[Any, ...]]


class House:
    """One connection to a copy of the build; every trial changes raw tables, rebuilds, looks, and is undone."""

    def __init__(self, folder: Path, as_of: str | None = None, threads: int = 2) -> None:
        build = folder / "build" / f"{COMPANY}.duckdb"
        self.models = compiled_models(folder, as_of)
        self.connection = duckdb.connect(str(build), config={"threads": threads})
        self.connection.execute("set TimeZone = 'UTC'")

    @contextmanager
    def changed(self, *statements: str) -> Iterator["House"]:
        """The house rebuilt after these statements; everything is as before afterwards."""
        self.connection.execute("begin")
        try:
            for statement in statements:
                self.connection.execute(statement)
            self._build()
            yield self
        finally:
            self.connection.execute("rollback")

    def rows(self, sql: str) -> Rows:
        """Rows of a query that names models plainly, in a fixed order."""
        found = re.sub(r"\bfrom (\w+)", lambda match: f"from {self.models.relations[match[1]]}", sql)
        return self.connection.execute(f"{found} order by all").fetchall()

    def _build(self) -> None:
        for name, sql in self.models.statements:
            self.connection.execute(sql)
            if name == "int_as_of_dates":  # the laws hold for every date, and 26 weeks take ten times as long as one date
                self.connection.execute(f"delete from {self.models.relations[name]} where not is_latest_date")
                self.connection.execute(f"update {self.models.relations[name]} set previous_as_of_date = null")


class CompiledModels:
    """Statements in the order in which they are run, and every model's relation by its name."""

    def __init__(self, manifest: dict[str, Any]) -> None:
        self.relations = {node["name"]: node["relation_name"] for node in manifest["nodes"].values() if node["resource_type"] in ("model", "seed")}
        self.statements: list[tuple[str, str]] = []
        seen: set[str] = set()

        def visit(key: str) -> None:
            node = manifest["nodes"].get(key)
            if key in seen or node is None or node["resource_type"] != "model":
                return
            seen.add(key)
            for parent in node["depends_on"]["nodes"]:
                visit(parent)
            if node["language"] == "sql" and node["config"]["materialized"] != "ephemeral":
                kind = "view" if node["config"]["materialized"] == "view" else "table"
                self.statements.append((node["name"], f"create or replace {kind} {node['relation_name']} as {node['compiled_code']}"))

        for key, node in manifest["nodes"].items():
            if node["resource_type"] == "model" and node["name"] in WANTED:
                visit(key)


def compiled_models(folder: Path, as_of: str | None) -> CompiledModels:
    """Compiles against the copied build in `folder`.

    Raises RuntimeError with what dbt said where that fails.
    """
    place = folder / "target"
    place.mkdir()
    parsed = PROJECT / "target" / "partial_parse.msgpack"
    if parsed.is_file():
        shutil.copy(parsed, place)
    arguments = ["compile", "--quiet", "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target-path", str(place), "--log-path", str(place)]
    dbt = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]
    environment = {"HEALTH_COMPANY": COMPANY} | ({"HEALTH_AS_OF": as_of} if as_of else {})
    said = call(folder, *dbt, *arguments, "--select", *(f"+{name}" for name in WANTED), **environment)
    if said.returncode:
        raise RuntimeError(said.stdout[-2000:])
    return CompiledModels(json.loads((place / "manifest.json").read_text(encoding="utf-8")))


def copied_build(folder: Path) -> Path:
    """A copy of the sample's build file under `folder`, in which every raw table also has the optional column source_relation."""
    original = PROJECT / "build" / f"{COMPANY}.duckdb"
    (PROJECT / "build").mkdir(exist_ok=True)
    with (PROJECT / "build" / f"{COMPANY}.laws.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.is_file():
            environment = {key: value for key, value in os.environ.items() if not key.startswith("HEALTH_")} | {"HEALTH_COMPANY": COMPANY}
            subprocess.run([sys.executable, "-m", "python_checks", "build"], cwd=PROJECT, env=environment, check=True, capture_output=True)
        (folder / "build").mkdir(parents=True)
        shutil.copy(original, folder / "build" / original.name)
    with duckdb.connect(str(folder / "build" / original.name)) as connection:
        for (table,) in connection.execute("select table_name from information_schema.tables where table_schema = 'raw'").fetchall():
            source = table.removeprefix("raw_").split("__")[0]
            connection.execute(f"alter table raw.{table} add column if not exists source_relation varchar")
            connection.execute(f"update raw.{table} set source_relation = '{source}' where source_relation is null")
    return folder


@lru_cache(maxsize=1)
def raw_columns() -> dict[str, list[str]]:
    """Raw table of the sample -> its columns as landed."""
    return {
        path.stem: path.read_text(encoding="utf-8").splitlines()[0].split(",") for path in sorted((PROJECT / "seeds/sample").glob("raw_*.csv"))
    }
