"""The screen of a build on Spark or PostgreSQL: what lies in the warehouse now, or why nothing new does."""

from pathlib import Path

import duckdb

from python_checks.blocked import expired_lines
from python_checks.dbt_run import DbtOutcome
from python_checks.exits import Exit
from python_checks.expectations.spoken import expectation_lines
from python_checks.project import ROOT
from python_checks.settings import Settings
from python_checks.summary import figure_lines


def say_outcome(outcome: DbtOutcome, settings: Settings, engine: str, root: Path = ROOT) -> None:
    """Copies what the build says of itself out of the warehouse, ends the session and prints."""
    from python_checks.build import say_failure  # which imports this module

    build_file = _mirrored(settings.company, engine, root)
    release = released_in(build_file)
    if outcome.exit is not Exit.DONE:
        say_failure(outcome, build_file, release)
        return
    with duckdb.connect(str(build_file), read_only=True) as connection:
        lines = ["", f"Published release {release} in the warehouse, schema published", *figure_lines(connection)]
    print(*lines, *expired_lines(build_file), *expectation_lines(build_file), sep="\n")
    print(f"  not here     release files, Great Expectations, the reference scorer, owners' page and report are DuckDB's: docs/{engine}.md")


def released_in(build_file: Path) -> str | None:
    """The release that readers of the warehouse see; None before the first one."""
    try:
        with duckdb.connect(str(build_file), read_only=True) as connection:
            row = connection.execute("select release_id from published.releases where is_current").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


def _mirrored(company: str, engine: str, root: Path) -> Path:
    if engine == "postgres":
        from python_checks.postgres import mirror as on_postgres

        return on_postgres.write_mirror(company, root)
    from python_checks.spark import mirror as on_spark

    build_file = on_spark.write_mirror(company, root)
    on_spark.stop_session()
    return build_file
