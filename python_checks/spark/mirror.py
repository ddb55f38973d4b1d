"""Copies what a build on Spark says of itself into a small DuckDB file, build/<company>.spark.duckdb: there the screen, the owners and the parity read it."""

import os
from pathlib import Path
from typing import Any

import duckdb

from python_checks.project import ROOT

SCHEMAS = ("published", "quality", "reference", "test_failures")
"""Whole schemas that are copied. None of them is as large as the raw data: a row per account, per check or per column."""
CANDIDATE = ("marts", "release_candidate")


def mirror_path(company: str, root: Path = ROOT) -> Path:
    """Where the copy of a company's Spark build lies."""
    return root / "build" / f"{company}.spark.duckdb"


def write_mirror(company: str, root: Path = ROOT) -> Path:
    """The path of the copy, written anew from the session in which dbt has just run; an older one is gone also where there is no session to read."""
    path = mirror_path(company, root)
    for old in (path, path.with_name(f"{path.name}.wal")):
        old.unlink(missing_ok=True)
    session = _session()
    if session is None:
        return path
    with duckdb.connect(str(path)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for schema, table in [*_tables(session), CANDIDATE]:
            if session.catalog.tableExists(f"{schema}.{table}"):
                _copy(connection, session, schema, table)
    return path


def stop_session() -> None:
    """Ends the session of this process, so that its catalogue is free for the next build."""
    session = _session()
    if session is not None:
        session.stop()


def _session() -> Any:
    """The session that dbt-spark opened in this process; None where it did not come so far."""
    from pyspark.sql import SparkSession  # only in the environment of Spark

    if "SPARK_CONNECT_MODE_ENABLED" in os.environ:  # said by pyspark itself once it has a session on a server
        from pyspark.sql.connect.session import SparkSession as ServerSession

        return ServerSession.builder.getOrCreate()
    return getattr(SparkSession, "_instantiatedSession", None)


def _tables(session: Any) -> list[tuple[str, str]]:
    known = {row[0] for row in session.sql("show schemas").collect()}
    found = [(schema, row) for schema in SCHEMAS if schema in known for row in session.sql(f"show tables in {schema}").collect()]
    return sorted((schema, row["tableName"]) for schema, row in found if not row["isTemporary"])


def _copy(connection: duckdb.DuckDBPyConnection, session: Any, schema: str, table: str) -> None:
    """One table with its types; a time of Spark is a moment and becomes a UTC time without zone, as in every other table of the project."""
    rows = session.table(f"{schema}.{table}").toArrow()
    moments = {field.name for field in rows.schema if str(field.type).startswith("timestamp[us, tz")}
    columns = [f'"{name}" at time zone \'UTC\' as "{name}"' if name in moments else f'"{name}"' for name in rows.schema.names]
    connection.execute(f"create schema if not exists {schema}")
    connection.register("rows_of_spark", rows)
    connection.execute(f"create table {schema}.{table} as select {', '.join(columns)} from rows_of_spark")
    connection.unregister("rows_of_spark")
