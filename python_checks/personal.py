"""Which columns are personal, read from the tags `config: {meta: {personal: true}}` in dbt's manifest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

OTHER_MEANING = {
    ("quality", "owner_name"): "the team that answers for a table (seed data_sources)",
    ("quality", "owner"): "the team that answers for a table (seed data_sources)",
    ("quality", "author"): "who acknowledged or excepted a finding, in a file of this project (seeds/reference)",
    ("quality", "note"): "a sentence of this project about a check, not of a person about a customer",
}
"""Layer and column that have the name of a personal raw column and hold something else, with what they hold."""

MAY_BE_PUBLISHED = {
    "account_owner": "the member of staff a reader of a score turns to; owner_name of crm.accounts",
    "override_owner": "the member of staff who answers for a score set by hand; owner of crm.score_overrides",
}
"""Personal columns that published tables may hold, with the reason. Everything else that is personal stays in the build file."""


@dataclass(frozen=True, order=True)
class PersonalColumn:
    """A tagged column: `layer` is raw for a source, else the folder under models/; `relation` is crm.contacts or the model's name."""

    layer: str
    relation: str
    column: str


def personal_columns(manifest: Mapping[str, Any]) -> list[PersonalColumn]:
    """Every tagged column of sources and models, sorted."""
    return sorted({PersonalColumn(layer, relation, name) for layer, relation, name, column in _columns(manifest) if _is_tagged(column)})


def raw_names(manifest: Mapping[str, Any]) -> set[str]:
    """The names of the tagged raw columns: a model column of that name holds the same until it is said what else."""
    return {each.column for each in personal_columns(manifest) if each.layer == "raw"}


def _columns(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    for source in manifest["sources"].values():
        for name, column in source["columns"].items():
            yield "raw", f"{source['source_name']}.{source['name']}", name, column
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model":
            for name, column in node["columns"].items():
                yield node["fqn"][1], node["name"], name, column


def _is_tagged(column: Mapping[str, Any]) -> bool:
    return bool(column.get("config", {}).get("meta", {}).get("personal"))
