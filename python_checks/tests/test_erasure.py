"""Erasure in small: the hash, the command, kept releases rewritten, interrupted anywhere, and the build file made anew."""

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from python_checks.erase import run_erase
from python_checks.erasure import HIDDEN, account_hash, apply_erasures, erased_hashes, named_erased_accounts, renew_build_file
from python_checks.exits import Exit
from python_checks.problems import InputError
from python_checks.release import publish_release
from python_checks.release_store import ReleaseStore
from python_checks.tests.conftest import write
from python_checks.tests.manifest import PROJECT
from python_checks.tests.needles import places
from python_checks.tests.test_release import assert_complete

SEED = "seeds/reference/erased_accounts.csv"
HEADER = "account_hash,erased_on,requested_by\n"
MERGES = "merged_account_id,surviving_account_id,merged_on,note\nOLD-1,OLD-2,2026-01-01,\nOLD-2,VICTIM-9,2026-01-01,\nB-1,B-2,2026-01-01,\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose reference seeds name accounts."""
    monkeypatch.setenv("HEALTH_COMPANY", "acme")
    write(tmp_path / SEED, HEADER)
    write(tmp_path / "seeds/reference/account_merges.csv", MERGES)
    write(tmp_path / "seeds/reference/excluded_accounts.csv", "account_id,reason,added_by,added_on\nOLD-2,test,x,2026-01-01\nT-1,test,x,2026-01-01\n")
    return tmp_path


def publish(root: Path, release_id: str) -> None:
    session = duckdb.connect()
    candidate = session.sql(
        f"select '{release_id}' as release_id, date '2026-06-30' as as_of_date, 'abc' as content_hash, 3 as accounts, 2 as scored_accounts, "
        "'v' as model_versions"
    )
    rows = "(values ('A-1', 'victim-9 ', 'scored'), ('VICTIM-9', null, 'scored'), ('Z-1', null, 'too_new')) as t (account_id, parent_account_id, score_status)"
    tables = {
        "published.account_health_v1": session.sql(f"select *, '{release_id}' as mark from {rows}"),
        "published.account_health_changes_v1": session.sql(
            "select account_id, repeat(account_id, 300) as reason from (values ('VICTIM-9'), ('A-1')) as t (account_id)"
        ),
        "quality.source_scorecard": session.sql("select 'crm' as source_name, cast(9 as bigint) as landed_rows, cast(9 as bigint) as accepted_rows"),
    }
    publish_release(session, candidate, tables, 10, root)


def read(root: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(root / "releases/acme/current/health.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_an_id_in_any_spelling_has_the_hash_of_its_trimmed_upper_case() -> None:
    expected = sha256(b"ACC-1040").hexdigest()
    assert {account_hash(each) for each in ("ACC-1040", " acc-1040\n", "acc-\u200b1040", "ACC-1040\u00a0")} == {expected}
    assert account_hash("ACC-104") != expected


def test_sql_and_python_take_the_same_characters_for_hidden() -> None:
    assert f"'{HIDDEN}'" in (PROJECT / "macros/parse.sql").read_text(encoding="utf-8")


def test_the_command_records_the_hash_and_forgets_the_names(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_erase("zz-1", "Data protection, Berlin", root) is Exit.DONE
    assert run_erase("victim-9", "Mira", root) is Exit.DONE
    assert run_erase("Victim-9", "Mira", root) is Exit.DONE
    assert erased_hashes(root) == sorted(account_hash(each) for each in ("ZZ-1", "VICTIM-9", "OLD-1", "OLD-2"))
    lines = (root / SEED).read_text(encoding="utf-8").splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert len(lines) == 5
    assert places(root / "seeds", ["victim", "OLD-", "zz-1"]) == {}
    assert "B-1,B-2" in (root / "seeds/reference/account_merges.csv").read_text(encoding="utf-8")
    assert "T-1" in (root / "seeds/reference/excluded_accounts.csv").read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert "3 accounts" in said
    assert "already" in said
    assert "victim" not in said.lower()


def test_the_id_can_be_typed_instead(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("victim-9\n"))
    run_erase("-", "Mira", root)
    assert account_hash("VICTIM-9") in erased_hashes(root)
    with pytest.raises(InputError, match="No account id"):
        run_erase("  ", "Mira", root)


def test_a_seed_that_still_names_an_erased_account_is_bad_input(root: Path) -> None:
    write(root / SEED, f"{HEADER}{account_hash('VICTIM-9')},2026-07-01,Mira\n")
    assert named_erased_accounts(root) == ["seeds/reference/account_merges.csv line 3 names an erased account: delete the row."]


def test_a_kept_release_is_rewritten_without_the_account(root: Path) -> None:
    for release in ("r-1", "r-2"):
        publish(root, release)
    assert apply_erasures("acme", root) == []
    run_erase("VICTIM-9", "Mira", root)
    assert [sentence[-4:-1] for sentence in apply_erasures("acme", root)[:2]] == ["r-2", "r-1"]
    store = ReleaseStore(root / "releases/acme")
    assert (store.current(), [each.release_id for each in store.kept()]) == ("r-2", ["r-2", "r-1"])
    for kept in store.kept():
        assert_complete(store.folder / kept.release_id)
        assert (kept.accounts, kept.scored_accounts) == (2, 1)
        manifest = json.loads((store.folder / kept.release_id / "manifest.json").read_text())
        assert [each["accounts"] for each in manifest["erasures"]] == [1]
    assert places(root, ["victim"]) == {}
    assert read(root, "from published.account_health_v1") == [("A-1", None, "scored", "r-2"), ("Z-1", None, "too_new", "r-2")]
    assert read(root, "select landed_rows, typeof(landed_rows) from quality.source_scorecard") == [(None, "BIGINT")]
    assert read(root, "select release_id, accounts from published.releases order by 1") == [("r-1", 3), ("r-2", 2)]
    assert apply_erasures("acme", root) == [], "what is done is not done again"


def test_a_release_that_never_held_the_account_keeps_its_tables(root: Path) -> None:
    publish(root, "r-1")
    before = json.loads((root / "releases/acme/r-1/manifest.json").read_text())
    run_erase("NOBODY-1", "Mira", root)
    assert not [sentence for sentence in apply_erasures("acme", root) if "r-1" in sentence]
    after = json.loads((root / "releases/acme/r-1/manifest.json").read_text())
    assert after.pop("erasure_set")
    assert after == before
    assert_complete(root / "releases/acme/current")


STRIDE = 3
"""Every third of some hundred steps: each of them costs two erasures."""


class CrashError(BaseException):
    """A process that ends here; nothing catches it."""


class Crash:
    """Ends the work before the given change of a release folder. Audit hooks cannot be taken away again: it can be switched off."""

    EVENTS = ("os.rename", "os.symlink", "os.link", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree")

    def __init__(self) -> None:
        self.left: int | None = None

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.left is not None and event in self.EVENTS and "releases" in " ".join(map(str, arguments)):
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise CrashError


@pytest.fixture(scope="module")
def crash() -> Crash:
    hook = Crash()
    sys.addaudithook(hook)
    return hook


def crashes(work: Callable[[], object], crash: Crash, step: int) -> bool:
    crash.left = step
    try:
        work()
    except CrashError:
        return True
    finally:
        crash.left = None
    return False


@pytest.mark.long
def test_an_erasure_that_ends_anywhere_leaves_complete_releases_and_is_finished_by_the_next(root: Path, tmp_path: Path, crash: Crash) -> None:
    for release in ("r-1", "r-2"):
        publish(root, release)
    run_erase("VICTIM-9", "Mira", root)
    saved, folder, step = tmp_path / "saved", root / "releases/acme", 0
    shutil.copytree(folder, saved, symlinks=True)
    while True:
        shutil.rmtree(folder)
        shutil.copytree(saved, folder, symlinks=True)
        ended_early = crashes(lambda: apply_erasures("acme", root), crash, step)
        assert_complete(folder / "current")
        apply_erasures("acme", root)
        store = ReleaseStore(folder)
        assert (store.current(), [each.release_id for each in store.kept()]) == ("r-2", ["r-2", "r-1"]), step
        assert sorted(path.name for path in folder.iterdir()) == [".lock", "current", "r-1", "r-2"]
        for kept in store.kept():
            assert_complete(folder / kept.release_id)
        assert places(folder, ["victim"]) == {}
        step += STRIDE
        if not ended_early:
            break
    assert step > 40


def build_file(root: Path) -> Path:
    path = root / "build/acme.duckdb"
    path.parent.mkdir()
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema quality; create table quality.check_history as select 'unique_accounts' as check_key, 3 as failing_rows")
        connection.execute("create table main.rows_of_people as select 'VICTIM-9' || i as account_id, random() as noise from range(5000) as t(i)")
        connection.execute("checkpoint; drop table rows_of_people; checkpoint")
    return path


def test_a_build_file_keeps_its_history_of_checks_and_no_byte_of_the_account(root: Path) -> None:
    path = build_file(root)
    write(root / "build/acme_report.html", "VICTIM-9")
    write(root / "build/acme_eu_report.html", "another company")
    assert renew_build_file("acme", [], root) is False
    assert renew_build_file("acme", [account_hash("VICTIM-9")], root) is True
    assert sorted(each.name for each in path.parent.iterdir()) == ["acme.duckdb", "acme.erasures", "acme_eu_report.html"]
    assert places(path.parent, ["victim"]) == {}
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("from quality.check_history").fetchall() == [("unique_accounts", 3)]
        assert connection.execute("select count(*) from duckdb_tables()").fetchall() == [(1,)]
    assert renew_build_file("acme", [account_hash("VICTIM-9")], root) is False


def test_a_build_file_that_is_open_elsewhere_is_said(root: Path) -> None:
    path = build_file(root)
    holder = [sys.executable, "-c", "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()", str(path)]
    with subprocess.Popen(holder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        with pytest.raises(InputError, match="open in another program"):
            renew_build_file("acme", [account_hash("VICTIM-9")], root)
        process.communicate()
    assert renew_build_file("acme", [account_hash("VICTIM-9")], root)
