"""One build per company at a time, across processes."""

import subprocess
import sys
from pathlib import Path

import pytest

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
