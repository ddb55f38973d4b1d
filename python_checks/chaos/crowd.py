"""Many at once: two builds of one company, and a crowd of readers while releases are published."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from python_checks.chaos.kills import build, publisher, start_from
from python_checks.chaos.tally import Tally
from python_checks.exits import Exit


def read_in_a_crowd(scratch: Path, tally: Tally, readers: int, publishes: int) -> None:
    """So many readers, each a process of its own, while so many releases are published one after the other."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    root, stop = start_from(scratch), scratch / "stop"
    command = [sys.executable, "-m", "python_checks.chaos.reader", str(root), str(stop)]
    crowd = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(readers)]
    for number in range(publishes):
        ended = subprocess.run(publisher(root, f"2026-07-01-{number:03}"), check=False, capture_output=True)
        tally.found(f"publish {number} among readers", [] if ended.returncode == 0 else [f"exit {ended.returncode}"])
        tally.publishes_while_reading += 1
        tally.say(f"{tally.publishes_while_reading} publishes among {readers} readers")
    time.sleep(0.5)
    stop.touch()
    for number, reader in enumerate(crowd):
        _take(number, json.loads(reader.communicate()[0]), tally)
    tally.readers += readers


def _take(number: int, said: dict[str, object], tally: Tally) -> None:
    reads, torn, errors = int(str(said["reads"])), said["torn"], said["errors"]
    tally.reads += reads
    tally.found(f"reader {number}", [f"{torn} of {reads} reads saw more than one release"] if torn else [])
    tally.found(f"reader {number}", [f"could not read: {errors}"] if errors else [])
    tally.found(f"reader {number}", [] if reads else ["came to no read at all"])


def build_twice_at_once(workspace: Path, tally: Tally, *options: str) -> None:
    """Two builds start together: one publishes, the other says who holds the lock and exits 4."""
    pair = [build(workspace, *options), build(workspace, *options)]
    said = [process.communicate()[0] for process in pair]
    codes = [process.returncode for process in pair]
    tally.found("two builds at once", [] if sorted(codes) == [Exit.DONE, Exit.LOCKED] else [f"ended with {codes}"])
    for code, text in zip(codes, said, strict=True):
        if code == Exit.LOCKED and "Another build of sample is running (process" not in text:
            tally.found("two builds at once", ["the one that had to wait does not name the holder"])
    tally.pairs_of_builds += 1
