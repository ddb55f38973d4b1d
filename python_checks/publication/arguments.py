"""The part of the command line that is about publishing elsewhere."""

import argparse
from typing import Any

from python_checks.exits import Exit

PLACES = ("postgres",)


def add_publish(tasks: Any, build: argparse.ArgumentParser) -> None:
    """`publish postgres` as a task, and `--publish postgres` for the task that builds."""
    build.add_argument("--publish", choices=PLACES, help="carry the release to the server of HEALTH_POSTGRES, too")
    publish = tasks.add_parser("publish", help="carry the current release to a PostgreSQL server")
    publish.add_argument("place", choices=PLACES, help="the server of HEALTH_POSTGRES")
    publish.add_argument("--company", metavar="NAME", help="whose release (as the build file is named by default)")
    publish.set_defaults(task=_publish)


def _publish(chosen: argparse.Namespace) -> Exit:
    from python_checks.publication.task import run_publish

    return run_publish(chosen.company)
