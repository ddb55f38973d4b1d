"""A process that publishes a small release and, where asked to, dies on the way: `python -m python_checks.chaos.publisher ROOT RELEASE_ID`.

It writes by the very code of a build (python_checks.release). Every table says in `release_mark` which release it belongs to, so that a reader can
tell a torn release from a whole one.
"""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

COMPANY = "chaos"
ROWS = 2000
TABLES = ("published.account_health_v1", "published.account_health_history_v1", "quality.release_gate")
KEPT = 10
STEPS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.listdir", "os.scandir", "shutil.rmtree"})
"""Python's audit events that touch files. DuckDB writes its own files without them: kills at random times fall between these."""


class Steps:
    """Counts the steps that touch a folder, and ends the process before the one at which it is to die."""

    def __init__(self, folder: Path, die_before: int | None) -> None:
        self.folder = str(folder)
        self.die_before = die_before
        self.seen = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Takes one audit event of the interpreter."""
        if event in STEPS and any(self.folder in os.fspath(each) for each in arguments if isinstance(each, str | Path)):
            self.seen += 1
            if self.seen == self.die_before:
                os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def company() -> Iterator[None]:
    """The environment says the company of the campaign, for as long as this lasts."""
    before = os.environ.get("HEALTH_COMPANY")
    os.environ["HEALTH_COMPANY"] = COMPANY
    try:
        yield
    finally:
        os.environ.pop("HEALTH_COMPANY")
        os.environ.update({"HEALTH_COMPANY": before} if before else {})


def publish(root: Path, release_id: str) -> None:
    """Publishes a release of `ROWS` rows a table."""
    import duckdb

    from python_checks.release import publish_release

    session = duckdb.connect()
    candidate = session.sql(
        f"select '{release_id}' as release_id, date '2026-06-30' as as_of_date, 'none' as content_hash, {ROWS} as accounts, "
        f"{ROWS} as scored_accounts, '2026.1' as model_versions"
    )
    rows = f"select 'A-' || number as account_id, '{release_id}' as release_mark from range({ROWS}) as numbers(number)"
    with company():
        publish_release(session, candidate, {table: session.sql(rows) for table in TABLES}, KEPT, root)


def main() -> None:
    """Publishes, or rolls back, and prints how many steps that took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("release_id")
    parser.add_argument("--die-before", type=int, metavar="STEP")
    parser.add_argument("--roll-back", action="store_true")
    chosen = parser.parse_args()
    steps = Steps(chosen.root / "releases", chosen.die_before)
    sys.addaudithook(steps)
    if chosen.roll_back:
        from python_checks.rollback import run_rollback

        run_rollback(chosen.release_id, COMPANY, chosen.root)
    else:
        publish(chosen.root, chosen.release_id)
    print(f"steps {steps.seen}")


if __name__ == "__main__":
    main()
