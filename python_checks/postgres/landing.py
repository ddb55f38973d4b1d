"""Puts a landing folder into the schema `landed` of the server that a build on PostgreSQL runs on: every column as text, as the files have it."""

from pathlib import Path

from python_checks.contract import Contract
from python_checks.landing import find_files
from python_checks.problems import InputError
from python_checks.publication.errors import PublicationError
from python_checks.publication.server import Server, connected
from python_checks.readers import literal, name
from python_checks.settings import Settings

SCHEMA = "landed"


def land_on_server(settings: Settings, contract: Contract) -> None:
    """Replaces the schema `landed` by what is in the landing folder now, in one transaction; nothing without a landing folder.

    Raises InputError where the server does not answer or refuses.
    """
    if settings.landing is None:
        return
    try:
        with connected("") as server, server.transaction():
            server.run(f"drop schema if exists {SCHEMA} cascade", f"create schema {SCHEMA}", f"create table {SCHEMA}.settings (content text)")
            server.load(f"insert into server.{SCHEMA}.settings select content from read_text({literal(settings.landing / 'landing.yml')})")
            for table in contract.values():
                files, _ = find_files(settings.landing, table)
                if files and not settings.is_off(table.source, table.name):
                    _load(server, f"{table.source}__{table.name}", files)
    except PublicationError as error:
        remedy = "Check PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD."
        raise InputError([f"The landing folder cannot be put on the PostgreSQL server: {error}. {remedy}"]) from None


def _load(server: Server, table: str, files: tuple[Path, ...]) -> None:
    listed = f"[{', '.join(literal(file) for file in files)}], union_by_name = true"
    options = "all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"', skip = 0, comment = ''"
    reader = f"read_csv({listed}, {options})" if files[0].suffix == ".csv" else f"read_parquet({listed})"
    columns = [row[0] for row in server.connection.execute(f"describe select * from {reader}").fetchall()]
    texts = ", ".join(f"cast({name(column)} as varchar) as {name(column.lower())}" for column in columns)
    server.load(f"create table server.{SCHEMA}.{table} as select {texts} from {reader}")
