"""Runs dbt inside this process and gives its results in the project's own words."""

import gc
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_checks.exit_map import NodeResult, exit_of_build
from python_checks.exits import Exit
from python_checks.hidden_values import hide_values
from python_checks.progress import Progress
from python_checks.project import ROOT
from python_checks.settings import Settings
from python_checks.warehouse import engine_of


@dataclass
class DbtOutcome:
    """How a dbt run ended. `failure` is dbt's own first line where it stopped before any node ran."""

    exit: Exit
    results: list[NodeResult] = field(default_factory=list)
    failure: str = ""


def dbt_build(settings: Settings, progress: Progress, target: str | None, full_refresh: bool, root: Path = ROOT) -> DbtOutcome:
    """`dbt build` of everything but the unit tests, which judge the project and not the data."""
    from dbt.cli.main import dbtRunner  # takes seconds: only where it is needed

    for name, value in settings.environment().items():
        os.environ.pop(name, None)
        if value:
            os.environ[name] = value
    # Spark inside this process talks to itself only, and not by the name of the machine.
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.chdir(root)
    arguments = ["build", "--exclude-resource-type", "unit_test", "--log-level", "none", "--log-level-file", "info"]
    arguments += ["--project-dir", str(root), "--profiles-dir", str(root)]
    arguments += ["--target", target] if target else []
    # Parsed for one engine the project is no use to another: each has a folder of its own.
    engine = engine_of(target)
    arguments += ["--target-path", f"target/{engine}"] if engine else []
    arguments += ["--full-refresh"] if full_refresh else []
    # dbt-spark asks every statement's session for what only a server can decide; a server says so each time.
    warnings.filterwarnings("ignore", message="Failed to set spark.sql.catalogImplementation")
    # A result of Spark has its plan and its tables in Java, which go when Python collects the result: two gigabytes before a build is through.
    with nullcontext() if engine == "spark" else no_collection():
        outcome = dbtRunner(callbacks=[progress]).invoke(arguments)
    if not engine:
        let_go_of_the_build_file()
    if outcome.exception is not None:
        return _stopped(outcome.exception)
    results = [_node_result(result) for result in getattr(outcome.result, "results", [])]
    hide_values(results, root)
    return DbtOutcome(exit_of_build(results), results)


@contextmanager
def no_collection() -> Iterator[None]:
    """The garbage collector walks dbt's graph of the project again and again and finds nothing: a sixth of the time of a small build."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def let_go_of_the_build_file() -> None:
    """The profile keeps one connection open for a whole run; whoever looks into the build file afterwards needs it closed."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager._ENV.close()
        DuckDBConnectionManager.close_all_connections()


def _stopped(exception: BaseException) -> DbtOutcome:
    """dbt ended without results: its configuration is wrong (2), or the project does not parse (1)."""
    from dbt.cli.exceptions import DbtUsageException
    from dbt.exceptions import DbtConfigError

    lines = [line.strip() for line in str(exception).splitlines() if line.strip()]
    is_configuration = isinstance(exception, DbtUsageException | DbtConfigError)
    return DbtOutcome(Exit.BAD_INPUT if is_configuration else Exit.FAILED, failure=" ".join(lines[:8]) or type(exception).__name__)


def _node_result(result: Any) -> NodeResult:
    node = result.node
    return NodeResult(
        kind=str(node.resource_type),
        name=node.name,
        path=node.original_file_path,
        status=str(result.status),
        message=result.message or "",
        failures=result.failures,
        relation=getattr(node, "relation_name", None),
        description=getattr(node, "description", "") or "",
    )
