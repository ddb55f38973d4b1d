"""How SQL and YAML read here: the rules a linter does not know."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from dbt.jsonschemas import JSONSCHEMAS_PATH
from jsonschema import Draft7Validator

from python_checks.tests.manifest import PROJECT, manifest, models

MODELS = sorted((PROJECT / "models").rglob("*.sql"))
YAMLS = sorted(path for folder in ("models", "seeds", "tests") for path in (PROJECT / folder).rglob("*.yml"))
MAX_MODEL_LINES = 120
MAX_MACRO_LINES = 40

NOT_PORTABLE = {
    "cast by ::": r"::",
    "qualify": r"\bqualify\b",
    "filter clause": r"\bfilter\s*\(",
    "group by all": r"\bgroup by all\b",
    "exclude or replace": r"\*\s*(exclude|replace)\b",
    "distinct on": r"\bdistinct on\b",
    "engine median": r"\bmedian\s*\(",
    "max_by": r"\b(max_by|min_by|arg_max|arg_min)\b",
    "ignore nulls": r"\bignore nulls\b",
    "generate_series or unnest": r"\b(generate_series|unnest)\b",
    "extract(dow)": r"\bextract\s*\(\s*dow",
    "regular expressions": r"\bregexp_",
    "union by name": r"\bby name\b",
    "pivot": r"\b(un)?pivot\b",
    "integer division": r"//",
    "float type": r"\b(as float|as real)\b",
    "engine switch": r"target\.type",
}


def without_comments(text: str) -> str:
    """SQL without -- and Jinja comments and without quoted text."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.S)
    return re.sub(r"--[^\n]*", "", re.sub(r"'[^'\n]*'", "''", text))


@pytest.mark.parametrize("rule", sorted(NOT_PORTABLE))
def test_models_use_portable_sql(rule: str) -> None:
    found = [str(path.relative_to(PROJECT)) for path in MODELS if re.search(NOT_PORTABLE[rule], without_comments(path.read_text(encoding="utf-8")), re.I)]
    assert found == []


def test_nothing_reads_the_clock_but_the_setting_the_spine_uses() -> None:
    clock = re.compile(r"\bcurrent_date\b|current_timestamp|\bnow\(\)|run_started_at|\btoday\(\)|getdate", re.I)
    assert [path.name for path in MODELS if clock.search(without_comments(path.read_text(encoding="utf-8")))] == []
    macros = {path.name for path in (PROJECT / "macros").rglob("*.sql") if clock.search(without_comments(path.read_text(encoding="utf-8")))}
    assert macros == {"settings.sql"}


def test_models_are_short() -> None:
    assert [path.name for path in MODELS if len(path.read_text(encoding="utf-8").splitlines()) > MAX_MODEL_LINES] == []


def test_macros_are_short() -> None:
    long = []
    for path in (PROJECT / "macros").rglob("*.sql"):
        for body in re.findall(r"\{%-? macro (\w+.*?)\{%-? endmacro", path.read_text(encoding="utf-8"), flags=re.S):
            if len(body.splitlines()) > MAX_MACRO_LINES:
                long.append(f"{path.name}: {body.split('(')[0]}")
    assert long == []


def test_no_join_takes_all_columns_of_a_table() -> None:
    found = []
    for path in MODELS:
        for block in re.split(r"\n\),?\n", without_comments(path.read_text(encoding="utf-8"))):
            if re.search(r"\b\w+\.\*", block) and " join " in block:
                found.append(f"{path.name}: {block.strip().splitlines()[0]}")
    assert found == []


def test_models_end_with_select_from_final() -> None:
    ends = {path.name: path.read_text(encoding="utf-8").strip().splitlines()[-1] for path in MODELS}
    assert [name for name, last in ends.items() if not last.startswith("select * from ")] == []


def test_every_model_has_a_yaml_twin_that_starts_with_its_grain() -> None:
    wrong = []
    for node in models().values():
        path = PROJECT / node["original_file_path"]
        twin = re.sub(r"_v\d+$", "", path.stem) + ".yml"
        if not (path.parent / twin).exists():
            wrong.append(f"{path.name} has no {twin}")
        text = node["description"].replace("## Overview", "").strip()
        if not text.startswith("One row per"):
            wrong.append(f"{path.name} does not say its grain")
    assert wrong == []


def test_every_seed_types_every_column() -> None:
    wrong = []
    for node in manifest()["nodes"].values():
        if node["resource_type"] == "seed":
            header = (PROJECT / node["original_file_path"]).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
            if set(header) != set(node["config"]["column_types"]):
                wrong.append(node["name"])
    assert wrong == []


def test_every_data_test_says_what_is_wrong() -> None:
    silent = [node["name"] for node in manifest()["nodes"].values() if node["resource_type"] == "test" and not node["description"]]
    assert silent == []


def resource_schema() -> dict[str, Any]:
    """dbt's own JSON schema of resource YAML files. It calls two keys of a model version objects; dbt reads a date and a list there."""
    schema: dict[str, Any] = json.loads((Path(JSONSCHEMAS_PATH) / "resources" / "latest.json").read_text(encoding="utf-8"))
    schema["definitions"]["Versions"]["properties"] |= {"deprecation_date": {}, "columns": {"type": "array"}}
    return schema


@pytest.mark.parametrize("path", YAMLS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_yaml_keys_are_known_to_dbt(path: Path) -> None:
    """A misspelt key is ignored in silence by dbt on DuckDB."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    errors = [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in Draft7Validator(resource_schema()).iter_errors(content)]
    assert errors == []
