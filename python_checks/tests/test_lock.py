"""One build per company at a time, across processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from python_checks import lock
from python_checks.lock import LockedError, build_lock
from python_checks.project import ROOT

HOLD = """
import sys; from pathlib import Path; from python_checks.lock import build_lock
with build_lock(Path(sys.argv[1])): print('held', flush=True); input()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "build/nova.lock"
    with holder(path) as process:
        with pytest.raises(LockedError, match=rf"Another build of nova is running \(process {process.pid}, started 20.* UTC\)"), build_lock(path):
            pass
        process.communicate("\n")
    with build_lock(path):
        pass


def test_a_killed_build_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "nova.lock"
    with holder(path) as process:
        process.kill()
        process.wait()
        with build_lock(path):
            pass


def test_other_companies_do_not_wait(tmp_path: Path) -> None:
    with build_lock(tmp_path / "nova.lock"), build_lock(tmp_path / "acme.lock"):
        pass


WRITE_LATE = """
import fcntl, sys, time
file = open(sys.argv[1], 'a+')
fcntl.flock(file, fcntl.LOCK_EX); print('held', flush=True)
time.sleep(0.3); file.write('process 7, started late'); file.flush(); input()
"""


def test_a_holder_that_has_not_yet_said_its_name_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "nova.lock"
    command = [sys.executable, "-c", WRITE_LATE, str(path)]
    with subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=r"\(process 7, started late\)"), build_lock(path):
            pass
        process.communicate("\n")


def test_a_holder_without_a_name_is_still_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    path = tmp_path / "nova.lock"
    with build_lock(path):
        path.write_text("", encoding="utf-8")
        with pytest.raises(LockedError, match=r"\(a process that is just starting\)"), build_lock(path):
            pass


def test_who_held_the_lock_before_is_not_named(tmp_path: Path) -> None:
    path = tmp_path / "nova.lock"
    with build_lock(path):
        assert path.read_text(encoding="utf-8").startswith("process ")
    assert path.read_text(encoding="utf-8") == ""
