"""One build per company at a time."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

PATIENCE = 1.0
"""Seconds that one who finds the lock taken waits for the holder's name: between taking it and writing the name lies a moment."""


class LockedError(Exception):
    """Another process holds the lock; the message names it."""


@contextmanager
def build_lock(path: Path) -> Iterator[None]:
    """Holds the lock file `path`; the system gives it back however the process ends.

    Raises LockedError at once where another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(f"Another build of {path.stem} is running ({_holder(file)}): wait for it to end.") from None
        file.truncate(0)
        file.write(f"process {os.getpid()}, started {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)  # the next one to come too late must not read who was here before


def _holder(file: TextIO) -> str:
    """What the holder wrote of itself; one that does not come to write it in time is still one."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        file.seek(0)
        if holder := file.read().strip():
            return holder
        time.sleep(0.02)
    return "a process that is just starting"
