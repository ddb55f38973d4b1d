"""A disk that is full, at several sizes: a small file system of its own holds the releases; readers must keep a whole one."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from python_checks.chaos.audit import release_problems
from python_checks.chaos.kills import NEW, OLD, publisher
from python_checks.chaos.publisher import COMPANY
from python_checks.chaos.tally import Tally

ROOM_FOR_FIRST = 8
"""Kilobytes left free on the first disk; each disk after it leaves more."""


def fill_disks(base: Path, scratch: Path, tally: Tally, disks: int) -> None:
    """Publishes on `disks` small disks with growing room beside the release that is there already."""
    if not can_mount():
        tally.skipped.append("full disks: this system lets nobody mount a small file system (unshare -rm)")
        return
    used = sum(-(-path.stat().st_size // 4096) * 4 for path in base.rglob("*") if path.is_file()) + 4 * len(list(base.rglob("*")))
    for disk in range(disks):
        scratch.mkdir(exist_ok=True)
        size = used + ROOM_FOR_FIRST * 2**disk
        command = ["unshare", "-rm", sys.executable, "-m", "python_checks.chaos.disk", str(base), str(scratch), str(size)]
        ended = subprocess.run(command, check=False, capture_output=True, text=True)
        where = f"disk with {ROOM_FOR_FIRST * 2**disk} kB left"
        tally.found(where, json.loads(ended.stdout) if ended.returncode == 0 else [f"the trial itself failed: {ended.stderr[-200:]!r}"])
        tally.full_disks += 1
        tally.say(where)


def can_mount() -> bool:
    """True where an ordinary process may have a mount of its own."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode == 0


def trial(base: Path, place: Path, kilobytes: int) -> list[str]:
    """Inside a mount of its own: problems after publishing on a disk of that size."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(place)], check=True)
    shutil.copytree(base, place, symlinks=True, dirs_exist_ok=True)
    releases = place / "releases" / COMPANY
    before = release_problems(releases, {OLD})
    ended = subprocess.run(publisher(place, NEW), check=False, capture_output=True, text=True)
    allowed = {NEW} if ended.returncode == 0 else {OLD, NEW}
    return before + release_problems(releases, allowed)


if __name__ == "__main__":
    print(json.dumps(trial(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
