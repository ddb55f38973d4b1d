"""The scoring models as dbt compiles them, in the order in which they are built, and the relations they start from."""

import fcntl
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from python_checks.problems import InputError
from python_checks.project import ROOT

RESULTS = ("fct_account_scores", "fct_measure_scores", "fct_factor_scores", "fct_score_changes", "fct_score_trends", "int_score_adjustments")
"""What is compared; everything between it and the inputs is executed."""
INPUT_TYPES = {
    "int_account_spine": {
        "account_id": "varchar",
        "as_of_date": "date",
        "previous_as_of_date": "date",
        "is_latest_date": "boolean",
        "industry": "varchar",
        "segment": "varchar",
        "account_number": "integer",
        "tenure_days": "integer",
        "renews_on": "date",
        "seats": "integer",
    },
    "int_as_of_dates": {"as_of_date": "date", "previous_as_of_date": "date", "is_latest_date": "boolean"},
    "int_measured_values": {
        "account_id": "varchar",
        "as_of_date": "date",
        "measure_key": "varchar",
        "measured_value": "decimal(28, 10)",
        "observed_on": "date",
        "sample_size": "integer",
    },
    "preflight": {"source_name": "varchar", "table_name": "varchar", "column_name": "varchar", "is_on": "boolean", "is_landed": "boolean"},
    "stg_crm__score_overrides": {
        "source_relation": "varchar",
        "override_id": "varchar",
        "account_id": "varchar",
        "objective_key": "varchar",
        "direction": "varchar",
        "value": "decimal(18, 6)",
        "reason_code": "varchar",
        "owner": "varchar",
        "starts_on": "date",
        "expires_on": "date",
    },
}


@dataclass(frozen=True)
class Relation:
    """A table that a world fills, by its compiled name."""

    name: str
    columns: dict[str, str]


@dataclass(frozen=True)
class Model:
    """A model and the SQL that makes it."""

    name: str
    relation: str
    sql: str


@dataclass(frozen=True)
class CompiledScoring:
    """Inputs by node name, models in the order in which they are built."""

    inputs: dict[str, Relation]
    models: list[Model]


@lru_cache(maxsize=1)
def compiled_scoring(root: Path = ROOT) -> CompiledScoring:
    """Compiles the project for an engine in memory; no build file is touched.

    Raises InputError with dbt's own message where it does not compile.
    """
    from dbt.cli.main import dbtRunner

    for name in ("HEALTH_LANDING", "HEALTH_COMPANY", "HEALTH_AS_OF"):
        os.environ.pop(name, None)
    folder = root / "target" / "proof"
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["compile", "--target", "lint", "--select", *(f"+{name}" for name in RESULTS), "--exclude", "path:models/staging", "path:seeds"]
    arguments += ["--project-dir", str(root), "--profiles-dir", str(root), "--target-path", str(folder), "--log-path", str(folder), "--log-level", "none"]
    # Two processes of a test run may come here at once; the second then has a parsed project.
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = dbtRunner().invoke(arguments)
        if not outcome.success:
            raise InputError([f"The project does not compile: {' '.join(str(outcome.exception or 'see `dbt compile`').split())}"])
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return _in_order({each.node.unique_id: each.node for each in outcome.result.results}, manifest)


def _in_order(compiled: dict[str, Any], manifest: dict[str, Any]) -> CompiledScoring:
    inputs: dict[str, Relation] = {}
    models: dict[str, Model] = {}

    def visit(key: str) -> None:
        node = manifest["nodes"][key]
        name = node["name"]
        if name in inputs or name in models:
            return
        if node["resource_type"] == "seed":
            inputs[name] = Relation(node["relation_name"], node["config"]["column_types"])
        elif name in INPUT_TYPES:
            inputs[name] = Relation(node["relation_name"], INPUT_TYPES[name])
        else:
            for parent in node["depends_on"]["nodes"]:
                visit(parent)
            models[name] = Model(name, node["relation_name"], compiled[key].compiled_code)

    for key, node in manifest["nodes"].items():
        if node["resource_type"] == "model" and node["name"] in RESULTS:
            visit(key)
    return CompiledScoring(inputs, list(models.values()))
