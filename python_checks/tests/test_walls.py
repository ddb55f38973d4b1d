"""The walls of the house: which layer may read which, and what keeps a published row audited."""

import re
from pathlib import Path

import pytest

from python_checks.tests.manifest import PROJECT, ancestors, layer, manifest, models

ALLOWED_PARENTS = {
    "rulebook": {"seeds/scoring", "rulebook"},
    "staging": {"seeds/sample", "seeds/reference", "source", "staging", "rulebook", "seeds/scoring"},
    "intermediate": {"seeds/scoring", "seeds/reference", "rulebook", "staging", "intermediate"},
    "marts": {"seeds/scoring", "rulebook", "staging", "intermediate", "marts"},
    "quality": {"seeds/scoring", "seeds/reference", "rulebook", "staging", "marts", "quality"},
    "published": {"marts", "published", "quality"},
}
# It recomputes the scores from the very rows the scoring reads, and feeds nothing but the gate.
ALLOWED_ONE_BY_ONE = {("reference_check", "int_account_spine"), ("reference_check", "int_measured_values")}


@pytest.mark.parametrize("name", sorted(ALLOWED_PARENTS))
def test_data_flows_one_way(name: str) -> None:
    nodes = manifest()["nodes"]
    wrong = [
        f"{node['name']} reads {parent}"
        for key, node in models().items()
        if layer(node) == name
        for parent in manifest()["parent_map"][key]
        if (layer(nodes[parent]) if parent in nodes else "source") not in ALLOWED_PARENTS[name]
        and (node["name"], parent.split(".")[-1]) not in ALLOWED_ONE_BY_ONE
    ]
    assert wrong == []


def test_every_model_is_in_a_known_layer() -> None:
    assert {layer(node) for node in models().values()} <= set(ALLOWED_PARENTS)


def test_only_the_preflight_reads_the_rulebook_in_staging() -> None:
    nodes = manifest()["nodes"]
    readers = {
        node["name"]
        for key, node in models().items()
        if layer(node) == "staging"
        and any(layer(nodes[parent]) in ("rulebook", "seeds/scoring") for parent in manifest()["parent_map"][key] if parent in nodes)
    }
    assert readers == {"preflight"}


def test_marts_read_only_the_last_release_and_the_preflight_from_staging() -> None:
    nodes = manifest()["nodes"]
    read = {
        nodes[parent]["name"]
        for key, node in models().items()
        if layer(node) == "marts"
        for parent in manifest()["parent_map"][key]
        if parent in nodes and layer(nodes[parent]) == "staging"
    }
    assert all(name.startswith("stg_release__") for name in read), read


def test_intermediate_models_are_private_to_scoring() -> None:
    exposed = [
        node["name"]
        for node in models().values()
        if layer(node) == "intermediate" and (node["access"] != "private" or node["group"] != "scoring")
    ]
    assert exposed == []


def test_published_models_hold_no_logic() -> None:
    busy = []
    for node in models().values():
        if layer(node) != "published" or node["language"] != "sql":
            continue
        reads = re.findall(r"ref\('(\w+)'", node["raw_code"])
        logic = re.findall(r"\b(join|case|sum|count|over|group by|union)\b", node["raw_code"])
        if logic or len([name for name in reads if name != "release_gate"]) != 1:
            busy.append(node["name"])
    assert busy == []


def test_published_models_have_an_enforced_contract() -> None:
    free = {
        node["name"] for node in models().values() if layer(node) == "published" and not node["config"]["contract"]["enforced"]
    }
    assert free == {"account_health_current", "releases"}


def test_customers_may_read_every_column_of_their_view() -> None:
    view = next(node for node in models().values() if node["alias"] == "account_health_customer_view_v1")
    allowed = (PROJECT / "seeds/reference/customer_view_columns.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert set(view["columns"]) == {line.split(",")[0] for line in allowed}


def test_published_models_are_guarded() -> None:
    unguarded = [
        node["name"]
        for node in models().values()
        if layer(node) == "published" and not any("release_guard" in hook["sql"] for hook in node["config"]["pre-hook"])
    ]
    assert unguarded == []


def test_every_error_severity_test_stands_before_the_published_models() -> None:
    """A test with a parent that is no ancestor of a published model would not stop it when it fails."""
    published = [key for key, node in models().items() if layer(node) == "published" and node["name"] != "releases"]
    late = []
    for key, node in manifest()["nodes"].items():
        if node["resource_type"] != "test" or node["config"]["severity"].lower() != "error":
            continue
        parents = set(manifest()["parent_map"][key])
        if any(parent in published for parent in parents):
            continue
        late += [f"{node['name']} -> {target}" for target in published if not parents <= ancestors(target)]
    assert late == []


def test_the_release_waits_for_every_published_model() -> None:
    release = next(key for key, node in models().items() if node["name"] == "releases")
    published = {key for key, node in models().items() if layer(node) == "published"} - {release}
    assert published <= ancestors(release)


def test_every_singular_test_parent_is_not_empty() -> None:
    aimless = [
        node["name"] for key, node in manifest()["nodes"].items() if node["resource_type"] == "test" and not manifest()["parent_map"][key]
    ]
    assert aimless == []


def test_the_measure_files_and_the_catalogue_are_the_same_set() -> None:
    files = {path.stem.removeprefix("int_measure__") for path in (PROJECT / "models").rglob("int_measure__*.sql")}
    lines = (PROJECT / "seeds/scoring/measures.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert files == {line.split(",")[0] for line in lines}


def test_every_measure_is_in_the_union_of_measured_values() -> None:
    union = next(key for key, node in models().items() if node["name"] == "int_measured_values")
    read = {manifest()["nodes"][parent]["name"] for parent in manifest()["parent_map"][union]}
    assert read == {path.stem for path in (PROJECT / "models").rglob("int_measure__*.sql")}


def test_every_profile_runs_in_utc() -> None:
    import yaml

    outputs = yaml.safe_load((PROJECT / "profiles.yml").read_text(encoding="utf-8"))["account_health"]["outputs"]
    assert all(output["settings"]["TimeZone"] == "UTC" for output in outputs.values() if output["type"] == "duckdb")


def test_telemetry_is_off() -> None:
    text = Path(PROJECT / "dbt_project.yml").read_text(encoding="utf-8")
    assert "send_anonymous_usage_stats: false" in text
