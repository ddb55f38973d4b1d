"""Every rule of the rulebook stops the build with file, row and remedy: shown on rulebooks that are broken on purpose."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from python_checks.exit_map import CONFIGURATION
from python_checks.tests.manifest import PROJECT, ancestors, manifest
from python_checks.tests.rulebook_copy import Finding, Outcome, Rulebook, RulebookProject
from python_checks.tests.rulebook_edits import Fault, V
from python_checks.tests.rulebook_faults import FAULTS

UNTOUCHED = "untouched"
DECLARED = yaml.safe_load((PROJECT / "tests/config/_config_tests.yml").read_text(encoding="utf-8"))
SINGULAR = {each["name"] for each in DECLARED["data_tests"]}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RulebookProject]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HEALTH_LANDING", "HEALTH_COMPANY", "HEALTH_AS_OF", "HEALTH_TARGET"):
            patch.delenv(name, raising=False)
        yield RulebookProject(tmp_path_factory.mktemp("rulebook") / "project")


@pytest.fixture(scope="module")
def shipped(project: RulebookProject) -> Outcome:
    """The shipped rulebook, before any release."""
    return project.build(project.shipped())


@pytest.fixture(scope="module")
def hashes(project: RulebookProject, shipped: Outcome) -> dict[str, str]:
    """The rules hash of every shipped version."""
    assert shipped.findings == []
    return dict(project.query("select model_version, rules_hash from rulebook.rulebook_versions"))


@pytest.fixture(scope="module")
def broken_weight(project: RulebookProject, hashes: dict[str, str]) -> Outcome:
    """What a build makes of one changed weight: everything that the seed leads to."""
    assert hashes
    rulebook = project.shipped()
    rulebook.change("factor_weights", {"model_version": "2026.1", "scorecard_key": "default", "factor_key": "market"}, weight="0.10")
    return project.build(rulebook, "factor_weights+")


@pytest.fixture(scope="module")
def broken(project: RulebookProject, hashes: dict[str, str], broken_weight: Outcome) -> Outcome:
    """A rulebook with every fault at once, each in a version of its own, after a release with one changed and one vanished version."""
    assert broken_weight.findings
    rulebook = project.shipped()
    for version in [UNTOUCHED, *(fault.version for fault in FAULTS)]:
        rulebook.copy(V, version)
    for fault in FAULTS:
        fault.edit(rulebook, fault.version)
    rulebook.change("curves", {"model_version": "2026.1", "measure_key": "nps_180d", "point_order": "2"}, y="51")
    project.release(hashes | {"2025.1": "a hash"})
    return project.check(rulebook)


def found(outcome: Outcome, check: str, file: str, row: str) -> list[Finding]:
    return [each for each in outcome.findings if (each.check, each.file, each.row_key) == (check, file, row)]


def test_the_shipped_rulebook_passes(shipped: Outcome) -> None:
    assert shipped.findings == []
    assert set(shipped.statuses.values()) == {"success", "pass"}
    assert set(shipped.statuses) >= SINGULAR


def test_the_account_team_pulse_counts_for_15_percent_at_most(project: RulebookProject) -> None:
    assert [row["max_nominal_weight"] for row in project.shipped().rows("weight_limits", measure_key="account_team_pulse")] == ["0.15"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.key)
def test_a_fault_is_found_with_file_and_row(broken: Outcome, fault: Fault) -> None:
    row = fault.row.replace("{v}", fault.version)
    findings = found(broken, fault.check, f"seeds/scoring/{fault.seed}.csv", row)
    assert findings, [each for each in broken.findings if fault.version in each.row_key]
    assert any(fault.says in f"{each.problem}; {each.remedy}" for each in findings), findings


def test_a_sound_version_beside_the_broken_ones_is_left_alone(broken: Outcome) -> None:
    assert [each for each in broken.findings if f"model_version={UNTOUCHED}" in each.row_key] == []


def test_every_check_is_shown_to_fail(broken: Outcome, without_rows: Outcome) -> None:
    generic = {path.stem for path in (PROJECT / "tests/generic").glob("*.sql")}
    used = {name for name in generic if any(f"- {name}:" in path.read_text(encoding="utf-8") for path in (PROJECT / "seeds/scoring").glob("*.yml"))}
    # It judges the published columns, not the rulebook: test_published_shapes.py shows it to fail.
    elsewhere = {"published_shapes_never_change"}
    assert {each.check for each in [*broken.findings, *without_rows.findings]} >= (SINGULAR | used) - elsewhere


def test_every_finding_names_an_existing_file_and_a_remedy(broken: Outcome) -> None:
    wrong = [each for each in broken.findings if not (PROJECT / each.file).exists() or not each.row_key or not each.problem or not each.remedy]
    assert wrong == []


def test_a_published_version_that_changed_or_vanished_is_found(broken: Outcome) -> None:
    changed, vanished = sorted(
        (each for each in broken.findings if each.check == "published_versions_are_unchanged"), key=lambda each: each.row_key, reverse=True
    )
    assert (changed.file, changed.row_key) == ("seeds/scoring", "model_version=2026.1")
    assert (vanished.file, vanished.row_key) == ("seeds/scoring/scoring_models.csv", "model_version=2025.1")
    assert changed.remedy.endswith("./run new-version NEW --from 2026.1")


@pytest.fixture(scope="module")
def without_rows(project: RulebookProject, broken: Outcome) -> Outcome:
    """Seeds with nothing but their headers, as a failed export leaves them; only the objectives are there."""
    assert broken.findings
    shipped = project.shipped()
    return project.check(Rulebook({seed: rows if seed == "objectives" else [] for seed, rows in shipped.seeds.items()}), "path:tests/config")


def test_empty_seeds_are_refused(without_rows: Outcome) -> None:
    assert found(without_rows, "the_primary_objective_has_a_version_in_force", "seeds/scoring/scoring_models.csv", "objective_key=retention")
    assert found(without_rows, "nominal_weights_stay_within_their_limits", "seeds/scoring/weight_limits.csv", "every row")
    assert found(without_rows, "every_objective_has_an_approver", "seeds/scoring/objective_approvers.csv", "objective_key=retention")


def test_a_broken_weight_stops_the_build_before_the_first_account_row(broken_weight: Outcome) -> None:
    assert [(each.row_key, each.problem, each.remedy) for each in broken_weight.findings if each.check == "factor_weights_sum_to_one"] == [
        ("model_version=2026.1, scorecard_key=default", "the factor weights sum to 1.05", "change them so that they sum to 1")
    ]
    assert {broken_weight.statuses[name] for name in ("preflight", "first_account_table")} == {"skipped"}


def test_every_rulebook_test_stands_in_front_of_the_preflight() -> None:
    """dbt lets a failed test block a model only if everything the test reads is upstream of the model."""
    upstream = ancestors("model.account_health.preflight")
    tests = [node for node in manifest()["nodes"].values() if node["resource_type"] == "test" and node["original_file_path"].startswith(CONFIGURATION)]
    assert len(tests) > 100
    assert [node["name"] for node in tests if not set(node["depends_on"]["nodes"]) <= upstream or node["config"]["severity"].lower() != "error"] == []


def test_personal_values_are_masked_in_what_is_stored(project: RulebookProject, shipped: Outcome) -> None:
    """The generic tests also stand on account tables, whose rows hold personal data; what they find is kept in the build file, keys in plain words."""
    assert shipped.findings == []
    path = Path(project.folder) / "models/staging/people.sql"
    path.write_text("select 'A-1' as account_id, 'jo@example.com' as email, null as phone union all select 'A-2', 'jo@example.com', '+1 555'", encoding="utf-8")
    arguments = {
        "filled": {},
        "known_key": {"to": "ref('measures')", "field": "measure_key"},
        "one_of": {"allowed": ["a"]},
        "plain_key": {},
    }
    lines = [f"          - {name}: {{arguments: {given}}}" for name, given in arguments.items()]
    declared = ["models:", "  - name: people", "    config: {meta: {key: [account_id, email]}}", "    data_tests:"]
    declared += ["      - unique_rows: {arguments: {columns: [email]}}", "    columns:"]
    for column in ("email", "phone"):
        declared += [f"      - name: {column}", "        config: {meta: {personal: true}}", "        data_tests:", *lines]
    path.with_suffix(".yml").write_text("\n".join(declared), encoding="utf-8")
    outcome = project.look_at("people")
    assert {each.check for each in outcome.findings} == {"unique_rows", *arguments}
    assert [each for each in outcome.findings if "example" in repr(each) or "555" in repr(each)] == []
    assert {each.file for each in outcome.findings} == {"models/staging/people.sql"}
    assert any(each.row_key == "account_id=A-1, email=(not shown)" for each in outcome.findings)
