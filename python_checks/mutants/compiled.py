"""The project as dbt compiles it: models, data tests and unit tests, each as the SQL that would run."""

import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_checks.problems import InputError
from python_checks.project import ROOT

FOLDER = Path("target/mutants")
"""Where dbt leaves what it compiled for the mutants."""


@dataclass(frozen=True)
class Model:
    """A SQL model: how it is made, of what, and the column types its contract promises."""

    name: str
    path: str
    relation: str
    sql: str
    is_view: bool
    parents: tuple[str, ...]
    contract: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DataTest:
    """A data test that stops a build when it returns rows."""

    name: str
    sql: str
    parents: tuple[str, ...]


@dataclass(frozen=True)
class UnitTest:
    """A unit test: the model's SQL, the queries that stand in for what it reads, and the rows that it must give, in no order."""

    name: str
    model: str
    sql: str
    fixtures: Mapping[str, str]
    expected: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Project:
    """Models in the order in which they are built; what is inlined into others is none. Names are unique: a versioned model's is its alias."""

    models: dict[str, Model]
    data_tests: list[DataTest]
    unit_tests: list[UnitTest]


def compiled_project(company: str, unit_tests_of: Collection[str] | None = None, root: Path = ROOT) -> Project:
    """Compiles everything against the build file of a company; unit tests of all models, or of the named ones.

    Raises InputError where the project does not compile or a unit test fails.
    """
    wanted = ["test_type:unit"] if unit_tests_of is None else [f"{name},test_type:unit" for name in sorted(unit_tests_of)]
    with _environment(company, root):
        nodes = _dbt(["compile"], root)
        tested = _dbt(["test", "--select", *wanted], root) if wanted else []
    names = {node.unique_id: str(node.alias) for node in nodes if node.resource_type == "model"}
    parents = _parents(root, names)
    models = {names[node.unique_id]: _model(node, parents) for node in nodes if node.resource_type == "model" and node.language == "sql"}
    tests = [
        DataTest(node.name, node.compiled_code, parents[node.unique_id])
        for node in nodes
        if node.resource_type == "test" and node.config.severity.lower() == "error"
    ]
    return Project(_in_order(models), tests, [_unit_test(node, names) for node in tested if getattr(node, "tested_node_unique_id", None) in names])


@contextmanager
def _environment(company: str, root: Path) -> Iterator[None]:
    """The company's build, seen from the project's folder; afterwards everything is as it was."""
    before, here = dict(os.environ), Path.cwd()
    for name in ("HEALTH_LANDING", "HEALTH_AS_OF"):
        os.environ.pop(name, None)
    os.environ["HEALTH_COMPANY"] = company
    os.chdir(root)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


def _dbt(command: list[str], root: Path) -> list[Any]:
    """The nodes of a dbt command's results, compiled."""
    from dbt.cli.main import dbtRunner

    from python_checks.dbt_run import let_go_of_the_build_file

    folder = root / FOLDER
    arguments = [*command, "--project-dir", str(root), "--profiles-dir", str(root), "--target-path", str(folder), "--log-path", str(folder)]
    try:
        outcome = dbtRunner().invoke([*arguments, "--log-level", "none"])
    finally:
        let_go_of_the_build_file()
    if not outcome.success:
        failed = [each.node.name for each in getattr(outcome.result, "results", []) if str(each.status) not in ("success", "pass")]
        said = " ".join(str(outcome.exception or "").split())
        raise InputError([f"Mutants need a project that compiles and whose unit tests pass: {said or ', '.join(failed)}."])
    return [each.node for each in outcome.result.results]


def _parents(root: Path, names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The models that a node reads, by the node's key; those of a model that is inlined into it are its own."""
    manifest = json.loads((root / FOLDER / "manifest.json").read_text(encoding="utf-8"))["nodes"]

    def read(key: str) -> Iterator[str]:
        for parent in manifest[key]["depends_on"].get("nodes", []):
            if parent in names:
                yield names[parent]
            elif parent.startswith("model.") and parent in manifest:
                yield from read(parent)

    return {key: tuple(dict.fromkeys(read(key))) for key in manifest if "depends_on" in manifest[key]}


def _model(node: Any, parents: Mapping[str, tuple[str, ...]]) -> Model:
    promised = {name: column.data_type for name, column in node.columns.items()} if node.contract.enforced else {}
    is_view = node.config.materialized == "view"
    return Model(str(node.alias), node.original_file_path, node.relation_name, node.compiled_code, is_view, parents[node.unique_id], promised)


def _unit_test(node: Any, names: Mapping[str, str]) -> UnitTest:
    if node.config.expected_sql:
        raise InputError([f"The unit test {node.name} expects the rows of a query: write them as rows, the mutants read nothing else."])
    fixtures = {}
    for each in node.extra_ctes:
        name, query = each.sql.strip().split(" as (", 1)
        fixtures[name] = query.removesuffix(")")
    sql = _without(", ".join(each.sql for each in node.extra_ctes), node.compiled_code)
    return UnitTest(node.name, names[node.tested_node_unique_id], sql, fixtures, tuple(node.config.expected_rows))


def _without(written: str, sql: str) -> str:
    """The model's SQL as it is without the fixtures that dbt writes in front of its own CTEs: `with fixture as (...), own as (...) select ...`."""
    if not written:
        return sql
    head, tail = sql.split(written, 1)
    return head + tail.lstrip().removeprefix(",") if tail.lstrip().startswith(",") else head.rstrip().removesuffix("with") + tail


def _in_order(models: dict[str, Model]) -> dict[str, Model]:
    ordered: dict[str, Model] = {}

    def visit(name: str) -> None:
        if name in models and name not in ordered:
            for parent in models[name].parents:
                visit(parent)
            ordered[name] = models[name]

    for name in models:
        visit(name)
    return ordered
