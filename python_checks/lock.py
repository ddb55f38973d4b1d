"""One build per company at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path


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
            file.seek(0)
            holder = file.read().strip() or "a process that is just starting"
            raise LockedError(f"Another build of {path.stem} is running ({holder}): wait for it to end.") from None
        file.truncate(0)
        file.write(f"process {os.getpid()}, started {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        file.flush()
        yield
