"""An account is erased: afterwards no byte of it is in releases, build file, pages, logs or seeds, and the others stand as if it had never been there."""

import json
import re
from pathlib import Path

import pytest

from python_checks.contract import RawTable
from python_checks.release_store import ReleaseStore
from python_checks.tests.landing_copy import Row, land_sample
from python_checks.tests.needles import places_in_workspace
from python_checks.tests.workspace import make_workspace, query, run

pytestmark = pytest.mark.long

NEEDLE = "quokka"
"""In the account's id and name, in every id and text of its rows, and nowhere else."""
IDS = {"ACC-1058": "QUOKKA-7731", "ACC-1074": "QUOKKA-7732"}
"""The account, and one that was merged into it and that the CRM has deleted."""
OTHER_TABLES = ("account_health_v2", "account_health_by_objective_v1", "account_health_drivers_v1", "account_health_changes_v1")


def spelled(account_id: str) -> str:
    """The account's id under its new name, as carelessly written as the old one."""
    for old, new in IDS.items():
        account_id = re.sub(old, new.lower() if account_id.strip() != account_id.strip().upper() else new, account_id, flags=re.IGNORECASE)
    return account_id


class Planted:
    """Changes the sample: the account under other names, its child, and rows that spell it in ways that are quarantined."""

    def __init__(self, is_left_out: bool) -> None:
        self.is_left_out = is_left_out
        self.tickets: set[str] = set()

    def __call__(self, table: RawTable, row: Row) -> Row | None:
        if table.full_name == "crm.accounts" and row["account_id"] == "ACC-1003":
            row["parent_account_id"] = "" if self.is_left_out else IDS["ACC-1058"]
        if not self._is_of_the_account(table, row):
            return row
        if self.is_left_out:
            return None
        changed = {column.name: self._cell(column.name, column.type, row[column.name]) for column in table.columns if column.name in row}
        if table.full_name == "usage.events" and row["event_id"].endswith("7"):
            changed["account_id"] = {"0": "\u200b{}", "1": "{}\u00a0"}.get(row["event_id"][-2], "{}").format(changed["account_id"])
        return changed

    def _is_of_the_account(self, table: RawTable, row: Row) -> bool:
        if table.full_name == "support.messages":
            return row["ticket_id"].strip().upper() in self.tickets
        is_its = row.get("account_id", "").strip().upper() in IDS
        if is_its and table.full_name == "support.tickets":
            self.tickets.add(row["ticket_id"].strip().upper())
        return is_its

    @staticmethod
    def _cell(column: str, kind: str, value: str) -> str:
        if column == "account_id":
            return spelled(value)
        is_name = column.endswith("_id") or kind in ("text", "id")
        return f"{value}-Quokka" if value and is_name and column not in ("source_relation", "parent_account_id") else value


class TicketsFirst(Planted):
    """Messages are read before tickets: a first pass learns which tickets are the account's."""

    def __init__(self, is_left_out: bool, folder: Path) -> None:
        super().__init__(is_left_out)
        land_sample(folder, "learned", self)


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two companies: `held` had the account, was released with it and again after its erasure; `clean` never had it."""
    workspace, data = make_workspace(tmp_path_factory.mktemp("erasure") / "project"), tmp_path_factory.mktemp("landed")
    merges = workspace / "seeds/reference/account_merges.csv"
    merges.write_text(merges.read_text(encoding="utf-8").replace("ACC-1074,ACC-1058", ",".join(reversed(IDS.values()))), encoding="utf-8")
    # Its good rows leave with it, so the share of bad ones grows: just over the budget of one table of the sample.
    budgets = workspace / "seeds/reference/data_sources.csv"
    budgets.write_text(re.sub(r"(?m)^(billing,subscriptions,.*),0\.0100,", r"\1,0.0200,", budgets.read_text(encoding="utf-8")), encoding="utf-8")
    held = land_sample(data / "held", "held", TicketsFirst(False, data / "pass_1"))
    clean = land_sample(data / "clean", "clean", TicketsFirst(True, data / "pass_2"))
    built = run(workspace, "build", "--landing", str(held))
    assert built.returncode == 0, built.stdout
    before = places_in_workspace(workspace, [NEEDLE])
    assert {place.split("/")[0] for place in before} == {"releases", "build", "seeds"}, "the search must find what is there"
    said = run(workspace, "erase", " quokka-7731 ", "--by", "Data protection")
    assert (said.returncode, NEEDLE in said.stdout.lower()) == (0, False), said.stdout
    for folder in (held, clean):
        again = run(workspace, "build", "--landing", str(folder))
        assert (again.returncode, NEEDLE in again.stdout.lower()) == (0, False), again.stdout
    return workspace


def test_no_byte_of_the_account_is_left(erased: Path) -> None:
    assert places_in_workspace(erased, [NEEDLE, *IDS.values()]) == {}


def test_the_seed_does_not_name_the_account_and_both_ids_are_in_it(erased: Path) -> None:
    lines = (erased / "seeds/reference/erased_accounts.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert lines[1:] == sorted(lines[1:])


def test_all_other_accounts_stand_as_without_it(erased: Path) -> None:
    for table in OTHER_TABLES:
        rows = [sorted(map(repr, query(erased, f"select * from published.{table}", company))) for company in ("held", "clean")]
        assert rows[0], table
        assert rows[0] == rows[1], table


def test_its_rows_are_not_landed_rather_than_turned_away(erased: Path) -> None:
    counts = "select source_name, table_name, landed_rows, accepted_rows, quarantined_rows, orphan_rows from quality.source_scorecard order by all"
    assert query(erased, counts, "held") == query(erased, counts, "clean")


def test_the_kept_release_says_that_and_when_it_was_erased(erased: Path) -> None:
    store = ReleaseStore(erased / "releases/held")
    new, old = store.kept()
    manifests = [json.loads((store.folder / each.release_id / "manifest.json").read_text()) for each in (new, old)]
    assert "erasures" not in manifests[0]
    (erasure,) = manifests[1]["erasures"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", erasure["erased_at"])
    assert old.accounts == new.accounts


def test_readers_can_go_back_to_the_erased_release(erased: Path) -> None:
    accounts = query(erased, "select account_id from published.account_health order by all", "held")
    back = run(erased, "rollback", "--company", "held")
    assert back.returncode == 0, back.stdout
    assert query(erased, "select account_id from published.account_health order by all", "held") == accounts
    assert places_in_workspace(erased, [NEEDLE]) == {}
