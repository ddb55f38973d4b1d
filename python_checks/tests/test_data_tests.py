"""Every data test of the project says who answers for it, how bad it is, what is wrong and how to fix it."""

import csv
from typing import Any

from python_checks.tests.manifest import PROJECT, manifest


def data_tests() -> list[dict[str, Any]]:
    return [node for node in manifest()["nodes"].values() if node["resource_type"] == "test"]


def owners() -> set[str]:
    """The teams that are told."""
    with (PROJECT / "seeds/reference/data_owners.csv").open(encoding="utf-8", newline="") as file:
        return {row["owner_name"] for row in csv.DictReader(file)}


def staging_of_raw_tables() -> set[str]:
    """Models whose tests belong to the owner of their raw table."""
    sources = manifest()["sources"].values()
    return {f"{kind}_{source['source_name']}__{source['name']}" for source in sources for kind in ("base", "stg")}


def test_every_data_test_has_an_owner_that_is_told() -> None:
    owned_by_table = staging_of_raw_tables()
    lost = [
        node["name"]
        for node in data_tests()
        if node["config"]["meta"].get("owner") not in owners()
        and not ("owner" not in node["config"]["meta"] and (node.get("attached_node") or "").split(".")[-1] in owned_by_table)
    ]
    assert lost == []


def test_every_data_test_blocks_or_warns_by_declaration() -> None:
    assert {node["config"]["severity"].lower() for node in data_tests()} <= {"error", "warn"}


def test_every_description_says_what_is_wrong_and_ends_with_the_remedy() -> None:
    """The last sentence goes into quality.check_history as the remedy: what comes before it says what is wrong and why it matters."""
    short = [node["name"] for node in data_tests() if len(" ".join(node["description"].split()).rsplit(". ", 1)) < 2]
    assert short == []


def test_every_generic_test_is_one_of_ours() -> None:
    """dbt's own tests store whole rows or bare values: nobody could say what to do, and personal columns would lie in the build file once more."""
    ours = {path.stem for path in (PROJECT / "tests/generic").glob("*.sql")}
    foreign = [node["name"] for node in data_tests() if node.get("test_metadata") and node["test_metadata"]["name"] not in ours]
    assert foreign == []
