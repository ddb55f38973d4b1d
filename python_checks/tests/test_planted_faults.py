"""Every data test of the project is shown to find the fault it is there for, with file, row, problem and remedy.

The compiled SQL of each test runs on a finished build in which one table is a copy with a fault: no build per fault."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from python_checks.tests.manifest import PROJECT
from python_checks.tests.planted_faults import SINGULAR_FAULTS, TYPED_VALUES, Fault, generic_faults
from python_checks.tests.workspace import make_workspace, run

IN_FRONT = ["file", "row_key", "problem", "remedy"]
# Their faults are planted in the rulebook or in a release: test_rulebook_checks.py and test_published_shapes.py.
SHOWN_ELSEWHERE = {each["name"] for each in yaml.safe_load((PROJECT / "tests/config/_config_tests.yml").read_text(encoding="utf-8"))["data_tests"]}
MAY_BE_EMPTY = {
    "fct_account_remarks": "nothing to remark on anybody",
    "fct_next_best_lifts": "everybody is at the top of every curve, or nobody is scored",
    "measure_sentences": "a measure without a sentence counts and is never named",
    "release_candidate": "then the gate counts nothing, and nothing passes",
    "release_history": "before the first release",
    "score_exceptions": "rules without exceptions",
}
"""Seeds of the rulebook and marts that may have no row, with the reason. What is emptied before them empties marts that may not."""


class Build:
    """A finished build, its tests by name with compiled SQL, and its relations by unique id."""

    def __init__(self, workspace: Path) -> None:
        results = json.loads((workspace / "target/run_results.json").read_text(encoding="utf-8"))["results"]
        nodes = json.loads((workspace / "target/manifest.json").read_text(encoding="utf-8"))["nodes"]
        self.relations = {key: node["relation_name"] for key, node in nodes.items() if node["resource_type"] in ("model", "seed")}
        self.paths = {key: node["original_file_path"] for key, node in nodes.items()}
        self.tests = {
            nodes[each["unique_id"]]["name"]: nodes[each["unique_id"]] | {"sql": each["compiled_code"]}
            for each in results
            if each["unique_id"].startswith("test.")
        }
        self.connection = duckdb.connect(str(workspace / "build/sample.duckdb"), read_only=True)

    def plant(self, relation: str, fault: Fault) -> None:
        """`faulty` is the relation with a fault; a table without rows gets one first."""
        self.connection.execute(f"create or replace temp table faulty as select * from {relation}")
        if self.connection.execute("select count(*) from faulty").fetchall() == [(0,)] and fault:
            columns = self.connection.execute("describe faulty").fetchall()
            self.connection.execute(f"insert into faulty values ({', '.join(TYPED_VALUES.get(column[1], '1') for column in columns)})")
        for statement in fault:
            self.connection.execute(statement)

    def found(self, test: dict[str, Any], relation: str = "") -> tuple[list[str], list[tuple[Any, ...]]]:
        """Columns and rows of a test, on `faulty` instead of the relation."""
        assert relation in test["sql"], (test["name"], relation)
        cursor = self.connection.execute(test["sql"].replace(relation, "faulty") if relation else test["sql"])
        return [column[0] for column in cursor.description], cursor.fetchall()

    def has_account(self, relation: str) -> bool:
        return "account_id" in [column[0] for column in self.connection.execute(f"describe select * from {relation}").fetchall()]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    workspace = make_workspace(tmp_path_factory.mktemp("planted"))
    outcome = run(workspace, "build")
    assert outcome.returncode == 0, outcome.stdout
    made = Build(workspace)
    yield made
    made.connection.close()


def planted(build: Build, test: dict[str, Any]) -> list[tuple[str, Fault]]:
    """Relations and faults of a test."""
    if test.get("test_metadata"):
        return [(build.relations[test["attached_node"]], fault) for fault in generic_faults(test)]
    return [(f'"sample"."{name.split(".")[0]}"."{name.split(".")[1]}"', fault) for name, fault in SINGULAR_FAULTS.get(test["name"], [])]


def test_every_data_test_has_a_planted_fault(build: Build) -> None:
    singular = {name for name, test in build.tests.items() if not test.get("test_metadata")}
    assert singular == set(SINGULAR_FAULTS) | SHOWN_ELSEWHERE
    assert [name for name, test in build.tests.items() if name not in SHOWN_ELSEWHERE and not planted(build, test)] == []


def test_every_planted_fault_is_found_with_file_row_problem_and_remedy(build: Build) -> None:
    wrong = []
    for name, test in build.tests.items():
        for relation, fault in planted(build, test):
            build.plant(relation, fault)
            columns, rows = build.found(test, relation)
            says = [dict(zip(columns, row, strict=True)) for row in rows]
            if not rows:
                wrong.append(f"{name} does not find {fault}")
            elif columns[:4] != IN_FRONT or not all(each[column] for each in says for column in IN_FRONT):
                wrong.append(f"{name} says {says[0]}")
            elif not (PROJECT / says[0]["file"]).exists():
                wrong.append(f"{name} names {says[0]['file']}")
    assert wrong == []


def test_a_finding_names_the_account_where_the_table_has_one(build: Build) -> None:
    generic = [test for test in build.tests.values() if test.get("test_metadata") and not build.paths[test["attached_node"]].startswith("seeds/")]
    silent = [test["name"] for test in generic if build.has_account(build.relations[test["attached_node"]]) and "account_id" not in build.found(test)[0]]
    assert silent == []


def test_sound_data_has_no_findings(build: Build) -> None:
    assert [name for name, test in build.tests.items() if build.found(test)[1]] == []


def test_a_table_that_lost_its_rows_is_refused(build: Build) -> None:
    """Tests of rows pass where there are none; so some test must want rows of every table that decides over scores or shows them."""
    judged = [node for node, path in build.paths.items() if path.startswith(("seeds/scoring/", "models/marts/")) and node in build.relations]
    silent = []
    for node in sorted(judged):
        relation = build.relations[node]
        build.plant(relation, [])
        build.connection.execute("delete from faulty")
        readers = [test for test in build.tests.values() if relation in test["sql"]]
        if readers and not any(build.found(test, relation)[1] for test in readers):
            silent.append(node.split(".", 2)[2])
    assert set(silent) == set(MAY_BE_EMPTY)
