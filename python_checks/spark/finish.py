"""The screen of a build on Spark: what lies in the warehouse now, or why nothing new does."""

from pathlib import Path

import duckdb

from python_checks.blocked import expired_lines
from python_checks.dbt_run import DbtOutcome
from python_checks.exits import Exit
from python_checks.expectations.spoken import expectation_lines
from python_checks.project import ROOT
from python_checks.settings import Settings
from python_checks.spark.mirror import stop_session, write_mirror
from python_checks.summary import figure_lines


def say_outcome(outcome: DbtOutcome, settings: Settings, root: Path = ROOT) -> None:
    """Copies what the build says of itself out of the warehouse, ends the session and prints."""
    from python_checks.build import say_failure  # which imports this module

    build_file = write_mirror(settings.company, root)
    stop_session()
    release = released_in(build_file)
    if outcome.exit is not Exit.DONE:
        say_failure(outcome, build_file, release)
        return
    with duckdb.connect(str(build_file), read_only=True) as connection:
        lines = ["", f"Published release {release} in the warehouse, schema published", *figure_lines(connection)]
    print(*lines, *expired_lines(build_file), *expectation_lines(build_file), sep="\n")
    print("  not here     release files, Great Expectations, the reference scorer, owners' page and report are DuckDB's: docs/spark.md")


def released_in(build_file: Path) -> str | None:
    """The release that readers of the warehouse see; None before the first one."""
    try:
        with duckdb.connect(str(build_file), read_only=True) as connection:
            row = connection.execute("select release_id from published.releases where is_current").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None
