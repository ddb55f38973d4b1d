"""What readers see while publishers die, disks fill up and many read: one complete release. `./run chaos` does the same for longer."""

import shutil
from pathlib import Path

import pytest

from python_checks.chaos.audit import leftovers, release_problems
from python_checks.chaos.crowd import read_in_a_crowd
from python_checks.chaos.disk import can_mount, fill_disks
from python_checks.chaos.kills import NEW, OLD, kill_at_random, kill_before_steps, publisher, start_from
from python_checks.chaos.publisher import COMPANY
from python_checks.chaos.tally import Tally


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return start_from(tmp_path_factory.mktemp("base"))


def test_readers_see_one_complete_release_whichever_step_a_publisher_dies_before(base: Path, tmp_path: Path) -> None:
    tally = Tally()
    kill_before_steps(base, tmp_path / "scratch", tally, steps=9)
    assert tally.problems == []
    assert tally.kills_at_steps == tally.kills >= 15


def test_readers_see_one_complete_release_whenever_a_publisher_dies(base: Path, tmp_path: Path) -> None:
    tally = Tally()
    kill_at_random(base, tmp_path / "scratch", tally, kills=10)
    assert tally.problems == []
    assert tally.kills_at_random == 10


@pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount a small file system")
def test_readers_see_one_complete_release_on_a_full_disk(base: Path, tmp_path: Path) -> None:
    tally = Tally()
    fill_disks(base, tmp_path / "disk", tally, disks=5)
    assert tally.problems == []
    assert tally.full_disks == 5


def test_every_reader_of_a_crowd_sees_one_complete_release(tmp_path: Path) -> None:
    tally = Tally()
    read_in_a_crowd(tmp_path, tally, readers=6, publishes=5)
    assert tally.problems == []
    assert tally.reads > tally.readers


@pytest.mark.parametrize("damage", ["a file less", "a file changed", "a table short", "no manifest", "another release"])
def test_the_audit_sees(base: Path, tmp_path: Path, damage: str) -> None:
    releases = Path(shutil.copytree(base, tmp_path / "copy", symlinks=True)) / "releases" / COMPANY
    assert release_problems(releases, {OLD}) == []
    file = releases / OLD / "published/account_health_v1.parquet"
    if damage == "a file less":
        file.unlink()
    elif damage == "a file changed":
        file.write_bytes(file.read_bytes()[:-1] + b"\0")
    elif damage == "a table short":
        shutil.copy(releases / OLD / "health.duckdb", tmp_path / "other.duckdb")
        _delete_a_row(tmp_path / "other.duckdb")
        shutil.copy(tmp_path / "other.duckdb", releases / OLD / "health.duckdb")
    elif damage == "no manifest":
        (releases / OLD / "manifest.json").unlink()
    allowed = {NEW} if damage == "another release" else {OLD}
    assert len(release_problems(releases, allowed)) == 1


def test_the_audit_sees_what_was_left_behind(base: Path, tmp_path: Path) -> None:
    import subprocess

    root = Path(shutil.copytree(base, tmp_path / "copy", symlinks=True))
    subprocess.run(publisher(root, NEW, "--die-before", "25"), check=False)
    assert leftovers(root / "releases" / COMPANY) != []


def _delete_a_row(path: Path) -> None:
    import duckdb

    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from published.account_health_v1 where account_id = 'A-7'")
