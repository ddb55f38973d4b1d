"""Copies what a build on PostgreSQL says of itself into a small DuckDB file, build/<company>.postgres.duckdb: there the screen and the parity read it."""

from pathlib import Path

from python_checks.project import ROOT
from python_checks.publication.errors import PublicationError
from python_checks.publication.server import Server, connected
from python_checks.readers import literal, name
from python_checks.spark.mirror import CANDIDATE, SCHEMAS


def mirror_path(company: str, root: Path = ROOT) -> Path:
    """Where the copy of a company's build on PostgreSQL lies."""
    return root / "build" / f"{company}.postgres.duckdb"


def write_mirror(company: str, root: Path = ROOT) -> Path:
    """The path of the copy, written anew; without a server that answers there is none, and an older one is gone."""
    path = mirror_path(company, root)
    for old in (path, path.with_name(f"{path.name}.wal")):
        old.unlink(missing_ok=True)
    try:
        with connected("") as server:
            server.load(f"attach {literal(path)} as mirror")
            for schema, table in _tables(server):
                server.load(f"create schema if not exists mirror.{schema}")
                server.load(f"create table mirror.{schema}.{name(table)} as select * from server.{schema}.{name(table)}")
            server.load("detach mirror")
    except PublicationError:
        path.unlink(missing_ok=True)
    return path


def _tables(server: Server) -> list[tuple[str, str]]:
    listed = ", ".join(literal(schema) for schema in (*SCHEMAS, CANDIDATE[0]))
    found = server.rows(f"select table_schema::text as s, table_name::text as t from information_schema.tables where table_schema in ({listed}) order by 1, 2")
    return [(str(schema), str(table)) for schema, table in found if schema in SCHEMAS or (schema, table) == CANDIDATE]
