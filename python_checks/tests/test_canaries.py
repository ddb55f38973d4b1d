"""Canaries in every personal column of every raw table: a build that publishes, one that breaks and one that is blocked let none of them out."""

import csv
import re
from pathlib import Path

import pytest

from python_checks.contract import RawTable
from python_checks.personal import MAY_BE_PUBLISHED, personal_columns
from python_checks.tests.landing_copy import Row, land_sample
from python_checks.tests.manifest import manifest
from python_checks.tests.needles import places_in_workspace
from python_checks.tests.workspace import make_workspace, run

pytestmark = pytest.mark.long

# Put together, so that this file is no place where they are.
DOMAIN, NAME, PHONE = "kanari" + ".example", "Zebulon " + "Kanarienvogel", "+49 30 " + "5550199"
STAFF = "Wilhelmina " + "Staffcanary"
"""In the two columns that are published on purpose."""
NEEDLES = [DOMAIN, "Kanari" + "envogel", "5550" + "199", "30 " + "5550", "Staff" + "canary"]
STAFF_COLUMNS = {("crm.accounts", "owner_name"), ("crm.score_overrides", "owner")}
MAY_HOLD_STAFF = re.compile(r"^(releases/.*|build/.*_report\.html|build/[^/]*_export/.*|build/[^/]*\.duckdb (published|marts|intermediate)\..*)$")


class Planted:
    """Every tagged column of every row gets an address, a name and a telephone number; some rows get an address where a key should be."""

    def __init__(self) -> None:
        self.personal = {(each.relation, each.column) for each in personal_columns(manifest()) if each.layer == "raw"}
        self.rows = 0

    def __call__(self, table: RawTable, row: Row) -> Row:
        self.rows += 1
        for column in row:
            if (table.full_name, column) in STAFF_COLUMNS:
                row[column] = f"{STAFF} {row[column]}" if row[column].strip().lower() not in ("", "n/a") else row[column]
            elif (table.full_name, column) in self.personal:
                row[column] = f"{row[column]} {NAME} {PHONE} {column}.{table.name}@{DOMAIN}"
        key = table.columns[0].name
        if table.full_name != "crm.accounts" and self.rows % 97 == 0 and "account_id" in row:
            row["account_id" if self.rows % 2 else key] = f"{key}.{self.rows}@{DOMAIN}"
        return row


def leaks(places: dict[str, list[str]]) -> dict[str, list[str]]:
    """The places where canaries may not be: raw tables and staging hold what was landed, and so does a tagged column of the build file."""
    tagged = {(each.layer, each.relation, each.column) for each in personal_columns(manifest())}
    found: dict[str, list[str]] = {}
    for place, needles in places.items():
        held = re.fullmatch(r"build/[^/]*\.duckdb (\w+)\.(\w+)\.(\w+)", place)
        is_build_file = re.fullmatch(r"build/[^/]*\.duckdb(\.wal)?", place) is not None
        is_landed = held is not None and (held[1] in ("raw", "staging") or (held[1] != "published" and held.groups() in tagged))
        is_key = held is not None and held[1] == "intermediate" and held[3].endswith(("_id", "_key"))
        is_staff = set(needles) == {NEEDLES[-1]} and MAY_HOLD_STAFF.match(place) is not None
        if not (is_build_file or is_landed or is_key or is_staff):
            found[place] = needles
    return found


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    """Where canaries were found, by how the build ended."""
    workspace, data = make_workspace(tmp_path_factory.mktemp("canaries") / "project"), tmp_path_factory.mktemp("landed") / "birds"
    budgets = workspace / "seeds/reference/data_sources.csv"
    strict = budgets.read_text(encoding="utf-8")
    budgets.write_text(re.sub(r",0\.0[125]00,", ",0.1500,", strict), encoding="utf-8")
    limits = workspace / "seeds/reference/gate_rules.csv"
    limits.write_text(re.sub(r"(?m)^orphan_share,0\.01,", "orphan_share,0.1,", limits.read_text(encoding="utf-8")), encoding="utf-8")
    land_sample(data, "birds", Planted())
    found = {"published": _built(workspace, data, 0)}
    with (workspace / "build/birds_export/account_health.csv").open(encoding="utf-8-sig", newline="") as file:
        found["exported names"] = {"": [row["account_name"] for row in csv.DictReader(file)]}
    base = workspace / "models/staging/crm/base_crm__contacts.sql"
    sound = base.read_text(encoding="utf-8")
    base.write_text(sound.replace("raw.email,", "cast(cast(raw.email as integer) as varchar) as email,"), encoding="utf-8")
    found["broken"] = _built(workspace, data, 1)
    base.write_text(sound, encoding="utf-8")
    budgets.write_text(strict, encoding="utf-8")
    merges = workspace / "seeds/reference/account_merges.csv"
    merges.write_text(merges.read_text(encoding="utf-8") + "ACC-1003,ACC-9999,2026-05-04,no such account\n", encoding="utf-8")
    return found | {"blocked": _built(workspace, data, 3)}


def _built(workspace: Path, data: Path, code: int) -> dict[str, list[str]]:
    built = run(workspace, "build", "--landing", str(data))
    assert built.returncode == code, built.stdout
    if code == 0:
        exported = run(workspace, "export", "--company", "birds")
        assert exported.returncode == 0, exported.stdout
    said = {"stdout": [needle for needle in NEEDLES if needle.lower() in built.stdout.lower()]}
    return places_in_workspace(workspace, NEEDLES) | {place: needles for place, needles in said.items() if needles}


@pytest.mark.parametrize("how", ["published", "broken", "blocked"])
def test_no_canary_leaves_raw_tables_and_staging(planted: dict[str, dict[str, list[str]]], how: str) -> None:
    assert leaks(planted[how]) == {}


def test_every_canary_is_found_where_it_was_planted(planted: dict[str, dict[str, list[str]]]) -> None:
    raw = [each for each in personal_columns(manifest()) if each.layer == "raw"]
    expected = {f"build/birds.duckdb staging.base_{each.relation.replace('.', '__')}.{each.column}" for each in raw}
    assert expected - set(planted["published"]) == set()
    assert [place for place in planted["published"] if place.startswith("releases/")], "the two published columns hold names of staff"


def test_a_name_that_is_a_formula_comes_out_of_the_export_as_text(planted: dict[str, dict[str, list[str]]]) -> None:
    """The sample has an account called "+North Metering"."""
    (names,) = planted["exported names"].values()
    assert "'+North Metering" in names
    assert [each for each in names if each[0] in "=+-@"] == []


def test_only_two_columns_may_be_published() -> None:
    assert len(MAY_BE_PUBLISHED) == len(STAFF_COLUMNS)
