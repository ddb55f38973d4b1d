"""Runs builds one after the other in processes that have dbt imported already: each is a fork that nothing of another build reaches.

`python -m python_checks.faults.worker`, in the folder of a copied project: reads a job as JSON per line, writes {"exit", "seconds", "processor"} per line.
A job: arguments (of `./run`), environment, log (path for both output streams), and, where it is to be disturbed, kill_when (words in the log),
kill_delay (seconds after them) and file_limit (bytes that a file may grow to).
"""

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

LONGEST = 900.0
KILLED, TIMED_OUT = -9, -14


def serve() -> None:
    """Takes jobs until standard input ends."""
    _import_everything()
    for line in sys.stdin:
        job = json.loads(line)
        started = time.monotonic()
        code, processor = _run(job)
        print(json.dumps({"exit": code, "seconds": round(time.monotonic() - started, 2), "processor": round(processor, 2)}), flush=True)


def _import_everything() -> None:
    """What a build imports anyway: ten seconds that every fork is spared."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    for module in ("dbt.adapters.duckdb", "dbt.cli.main", "duckdb", "great_expectations", "python_checks.build", "python_checks.cli"):
        importlib.import_module(module)


def _run(job: dict[str, Any]) -> tuple[int, float]:
    child = os.fork()
    if child == 0:
        _build(job)
    return _watch(child, job, time.monotonic())


def _build(job: dict[str, Any]) -> None:
    """In the fork: never returns."""
    code = 1
    try:
        with Path(job["log"]).open("wb") as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        for name in [name for name in os.environ if name.startswith("HEALTH_")]:
            del os.environ[name]
        os.environ |= job["environment"]
        time.tzset()
        if job.get("file_limit"):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (job["file_limit"], job["file_limit"]))
        from python_checks.cli import main

        code = main(job["arguments"])
    except SystemExit as stopped:
        code = stopped.code if isinstance(stopped.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _watch(child: int, job: dict[str, Any], started: float) -> tuple[int, float]:
    """Exit code and processor seconds of the fork; kills it where the job says so."""
    seen_at: float | None = None
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        now = time.monotonic()
        if job.get("kill_when") and seen_at is None and job["kill_when"] in Path(job["log"]).read_text(encoding="utf-8", errors="replace"):
            seen_at = now
        is_late = now - started > LONGEST
        if is_late or (seen_at is not None and now - seen_at >= job.get("kill_delay", 0)):
            os.kill(child, signal.SIGKILL)
            used = os.wait4(child, 0)[2]
            return TIMED_OUT if is_late else KILLED, used.ru_utime + used.ru_stime
        time.sleep(0.02)


if __name__ == "__main__":
    serve()
