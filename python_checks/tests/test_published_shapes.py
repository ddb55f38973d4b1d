"""The shape of a published version never changes once readers have it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from python_checks.tests.workspace import make_workspace, released, run

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one release."""
    folder = make_workspace(tmp_path_factory.mktemp("shapes"))
    first = run(folder, "build")
    assert first.returncode == 0, first.stdout
    return folder


def lose(sql: str, contract: str) -> tuple[str, str]:
    """SQL and contract agree with each other, and not with the release; so below."""
    start, end = contract.index("      - name: what_you_can_do_3"), contract.index("    versions:")
    return sql.replace(",\n        cast(what_you_can_do_3 as {{ type_text() }}) as what_you_can_do_3", ""), contract[:start] + contract[end:]


def retype(sql: str, contract: str) -> tuple[str, str]:
    at = "cast(as_of_date as {}) as as_of_date"
    contract = contract.replace("      - name: as_of_date\n        data_type: date", "      - name: as_of_date\n        data_type: timestamp")
    return sql.replace(at.format("date"), at.format("timestamp")), contract


def gain(sql: str, contract: str) -> tuple[str, str]:
    more = '      - name: shown_on\n        data_type: date\n        description: "Same as as_of_date."\n    versions:'
    return sql.replace("as what_you_can_do_3", "as what_you_can_do_3,\n        cast(as_of_date as date) as shown_on"), contract.replace("    versions:", more)


CHANGES: dict[str, tuple[Callable[[str, str], tuple[str, str]], str]] = {
    "a lost column": (lose, "column_name=what_you_can_do_3: readers have this column and it is gone"),
    "a retyped column": (retype, "column_name=as_of_date: readers have this column as date, it is timestamp now"),
    "a gained column": (gain, "column_name=shown_on: the version was published without this column"),
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_stops_the_build_before_anything_is_read_or_published(workspace: Path, change: str) -> None:
    edit, sentence = CHANGES[change]
    sql = workspace / "models/published/account_health_customer_view/account_health_customer_view_v1.sql"
    contract = sql.with_name("account_health_customer_view.yml")
    before, texts = released(workspace), (sql.read_text(encoding="utf-8"), contract.read_text(encoding="utf-8"))
    edited = edit(*texts)
    assert edited[0] != texts[0]
    assert edited[1] != texts[1]
    try:
        sql.write_text(edited[0], encoding="utf-8")
        contract.write_text(edited[1], encoding="utf-8")
        build = run(workspace, "build")
    finally:
        sql.write_text(texts[0], encoding="utf-8")
        contract.write_text(texts[1], encoding="utf-8")
    assert build.returncode == 2, build.stdout
    assert f"models/published table_name=account_health_customer_view_v1, {sentence}" in build.stdout
    assert "new version beside this one" in build.stdout
    assert released(workspace) == before


def test_the_release_does_not_go_out_where_two_versions_disagree(workspace: Path) -> None:
    sql = workspace / "models/published/account_health/account_health_v2.sql"
    before, text = released(workspace), sql.read_text(encoding="utf-8")
    try:
        sql.write_text(text.replace("cast(tenure_days as integer)", "cast(tenure_days + 1 as integer)"), encoding="utf-8")
        build = run(workspace, "build")
    finally:
        sql.write_text(text, encoding="utf-8")
    assert build.returncode == 3, build.stdout
    assert "account_health_versions_agree" in build.stdout or "Version 1 and version 2" in build.stdout
    assert released(workspace) == before


def test_a_published_table_does_not_disappear(workspace: Path) -> None:
    """Model, contract and its line in the release agree with each other: the table was removed with care, and readers still have it."""
    folder, releases = workspace / "models/published/account_health_customer_view", workspace / "models/published/releases.py"
    exposures = workspace / "models/governance/exposures.yml"
    aside, before = workspace / "aside", released(workspace)
    texts = {path: path.read_text(encoding="utf-8") for path in (releases, exposures)}
    try:
        folder.rename(aside)
        releases.write_text("".join(line for line in texts[releases].splitlines(True) if "customer_view" not in line), encoding="utf-8")
        exposures.write_text(texts[exposures].replace("ref('account_health_customer_view', v=1)", "ref('account_health', v=1)"), encoding="utf-8")
        build = run(workspace, "build")
    finally:
        aside.rename(folder)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    assert build.returncode == 2, build.stdout
    assert "table_name=account_health_customer_view_v1, column_name=all: readers have this table and it is gone" in build.stdout
    assert released(workspace) == before
