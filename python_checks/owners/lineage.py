"""What reads a table: measures, published tables, exposures and models downstream, from dbt's manifest and the rulebook."""

import json
import re
from pathlib import Path
from typing import Any

from python_checks.report.tables import Tables

MEASURE = re.compile(r"int_measure__(.+)")


def read_manifest(root: Path) -> dict[str, Any]:
    """dbt's manifest of the last run; empty where there is none to read."""
    try:
        found = json.loads((root / "target" / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


class Lineage:
    """Walks the manifest. A raw table is a name like crm.accounts, anything else the name of a model or seed."""

    def __init__(self, manifest: dict[str, Any], build: Tables) -> None:
        self._children: dict[str, list[str]] = manifest.get("child_map", {})
        self._nodes: dict[str, Any] = {**manifest.get("nodes", {}), **manifest.get("exposures", {})}
        self._by_name: dict[str, list[str]] = {}
        for key, node in manifest.get("nodes", {}).items():
            if node.get("resource_type") in ("model", "seed", "snapshot"):
                for called in {node["name"], node.get("alias") or node["name"]}:
                    self._by_name.setdefault(called, []).append(key)
        self._needs = build.records("rulebook.measure_requirements")
        self._names = {row["measure_key"]: row["measure_name"] for row in build.records("rulebook.measures")}
        self._known: dict[str, dict[str, list[str]]] = {}

    def downstream(self, table: str) -> dict[str, list[str]]:
        """{measures, published, exposures, models} that read the table, by name; empty parts left out."""
        if table not in self._known:
            self._known[table] = self._found(table)
        return self._known[table]

    def measure_keys(self, table: str) -> list[str]:
        """The measures that read the table: as the rulebook says for a raw one, else as the models do."""
        source, _, entity = table.partition(".")
        if entity:
            return sorted({row["measure_key"] for row in self._needs if (row["source_name"], row["table_name"]) == (source, entity)})
        staged = re.fullmatch(r"(?:stg|base)_(\w+?)__(\w+)", table)
        if staged and any((row["source_name"], row["table_name"]) == staged.groups() for row in self._needs):
            return self.measure_keys(".".join(staged.groups()))
        names = [self._nodes[key]["name"] for key in self._reached(table)]
        return sorted({found.group(1) for each in names if (found := MEASURE.fullmatch(each))})

    def _found(self, table: str) -> dict[str, list[str]]:
        reached = [self._nodes[key] for key in self._reached(table)]
        models = [node for node in reached if node["resource_type"] == "model"]
        published = [node for node in models if node["original_file_path"].startswith("models/published/")]
        parts = {
            "measures": [self._names.get(key, key) for key in self.measure_keys(table)],
            "published": [node.get("alias") or node["name"] for node in published],
            "exposures": [node.get("label") or node["name"] for node in reached if node["resource_type"] == "exposure"],
            "models": [node["name"] for node in models if node not in published],
        }
        return {part: sorted(set(names)) for part, names in parts.items() if names}

    def _reached(self, table: str) -> set[str]:
        waiting, seen = list(self._starts(table)), set[str]()
        while waiting:
            for child in self._children.get(waiting.pop(), []):
                if child not in seen and self._nodes.get(child, {}).get("resource_type") in ("model", "exposure"):
                    seen.add(child)
                    waiting.append(child)
        return seen

    def _starts(self, table: str) -> list[str]:
        source, _, entity = table.partition(".")
        names = (f"base_{source}__{entity}", f"raw_{source}__{entity}") if entity else (table,)
        return [key for each in names for key in self._by_name.get(each, [])]
