"""How the time of our build divides: the models, and what proves and releases them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# Folders of models that prove and release rather than compute; seeds, tests and hooks belong here too.
PROVING = ("quality", "release")
PROVING_MODELS = ("releases", "release_candidate", "release_history", "preflight")


@dataclass(frozen=True)
class Split:
    """Processor seconds of a build beyond dbt's fixed cost."""

    fixed: float
    models: float
    proving: float


def node_seconds(run_results: Path) -> dict[str, float]:
    """Seconds on the clock of every node of a dbt run, by its unique id."""
    return {found["unique_id"]: float(found["execution_time"]) for found in json.loads(run_results.read_text())["results"]}


def is_proving(unique_id: str, folders: dict[str, str]) -> bool:
    """True for a node that proves or releases; `folders` gives the folder of each model file, like 'models/quality/gate'."""
    if not unique_id.startswith("model."):
        return True
    name = unique_id.split(".")[2]
    return name in PROVING_MODELS or any(part in PROVING for part in Path(folders.get(name, "")).parts)


def model_folders(project: Path) -> dict[str, str]:
    """The folder of every model, by its name."""
    return {path.stem: str(path.parent.relative_to(project)) for path in (project / "models").rglob("*") if path.suffix in (".sql", ".py")}


def split_of(cpu: float, fixed_cpu: float, nodes: dict[str, float], fixed_nodes: dict[str, float], folders: dict[str, str]) -> Split:
    """Shares out the processor seconds beyond the fixed cost by what each node took on the clock beyond what it takes for one account.

    dbt times its nodes on the clock only. Two of them run side by side all the time, so that a node's share of all node time is near its share of
    the processor; on a machine with other work a share still holds where seconds do not.
    """
    beyond = {node: max(0.0, seconds - fixed_nodes.get(node, 0.0)) for node, seconds in nodes.items()}
    total = sum(beyond.values())
    proving = sum(seconds for node, seconds in beyond.items() if is_proving(node, folders))
    work = max(0.0, cpu - fixed_cpu)
    share = proving / total if total else 0.0
    return Split(fixed_cpu, work * (1 - share), work * share)
