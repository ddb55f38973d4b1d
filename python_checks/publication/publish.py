"""Puts a release on a server in one transaction: readers see the release before or this one, never a part of it."""

from dataclasses import dataclass, field

from python_checks.problems import listed
from python_checks.publication.errors import PublicationError
from python_checks.publication.memory import LOCK, TABLES, Remembered, recall, remember
from python_checks.publication.released import SCHEMA, PublishedRelease, ReleasedTable
from python_checks.publication.rights import OWN_SCHEMA, beyond_published, give_rights
from python_checks.publication.server import Server
from python_checks.publication.shape import Columns, changes_of_shape, left_columns, place, server_columns
from python_checks.readers import literal, name

LOCK_SECONDS = 30
"""So long a publication waits for another one, or for a session that has locked a table."""


@dataclass
class Published:
    """What came of it: how many tables were filled, their rows, and what a person should know."""

    database: str
    tables: int = 0
    rows: int = 0
    before: str | None = None
    notes: list[str] = field(default_factory=list)


def publish(server: Server, company: str, release: PublishedRelease, reader: str) -> Published:
    """Readers of the server see this release afterwards. Where they already do, only the rights are put in order.

    Raises PublicationError, and leaves the server as it was, where it cannot be done.
    """
    with server.transaction():
        server.run(f"set local lock_timeout = '{LOCK_SECONDS}s'", f"select pg_advisory_xact_lock({LOCK})")
        _make_room(server)
        remembered = recall(server)
        _is_for(remembered, company)
        existing = server_columns(server)
        _are_ours(server, remembered, release)
        changed = [table for table in release.tables if not _is_there(server, table, remembered, existing)]
        released = {table.name for table in release.tables}
        left = [table for table, (sha256, _) in remembered.tables.items() if sha256 and table in existing and table not in released]
        done = Published(_database(server), len(changed), sum(table.rows for table in changed), remembered.release_id)
        _replace(server, changed, left, existing)
        if changed or left:
            remember(server, company, release, changed, left)
        give_rights(server, reader, released)
        done.notes = _notes(server, changed, left, existing, reader)
    return done


def _make_room(server: Server) -> None:
    """`create schema if not exists` wants the right to create one even where it is there."""
    for schema in (SCHEMA, OWN_SCHEMA):
        if not server.rows(f"select 1 as found where to_regnamespace('{schema}') is not null"):
            server.run(f"create schema {schema}")
    if not server.rows(f"select 1 as found where to_regclass('{OWN_SCHEMA}.log') is not null"):
        server.run(*TABLES)


def _is_for(remembered: Remembered, company: str) -> None:
    if remembered.company not in (None, company):
        raise PublicationError(f"this database holds the releases of {remembered.company}: give {company} a database of its own")


def _are_ours(server: Server, remembered: Remembered, release: PublishedRelease) -> None:
    """Rows of a table that somebody else made are never deleted."""
    relations = dict(server.rows(f"select relname::text as relation, relkind::text as kind from pg_class where relnamespace = '{SCHEMA}'::regnamespace"))
    foreign = [t.name for t in release.tables if t.name in relations and (t.name not in remembered.tables or relations[t.name] not in "rp")]
    if foreign:
        raise PublicationError(f"{listed(f'{SCHEMA}.{table}' for table in foreign)} was not put there by this project: rename it, then publish again")


def _is_there(server: Server, table: ReleasedTable, remembered: Remembered, existing: dict[str, Columns]) -> bool:
    """Filled from this very file, in this shape, and nobody took rows away since."""
    if table.name not in existing or remembered.tables.get(table.name) != (table.sha256, table.rows) or changes_of_shape(table, existing[table.name]):
        return False
    return server.rows(f"select count(*) as row_count from {place(table.name)}") == [(table.rows,)]


def _replace(server: Server, changed: list[ReleasedTable], left: list[str], existing: dict[str, Columns]) -> None:
    for table in changed:
        server.run(*changes_of_shape(table, existing.get(table.name)))
    # DuckDB remembers the catalogue from before.
    server.load("call pg_clear_cache()")
    # Truncate would be quicker, but a reader with an older snapshot would find the table empty, and it waits for every reader; a drop takes views along.
    server.run(*(f"delete from {place(table)}" for table in left))
    for table in changed:
        columns = ", ".join(name(column) for column in table.columns)
        server.run(f"delete from {place(table.name)}")
        server.load(f"insert into server.{place(table.name)} ({columns}) select {columns} from read_parquet({literal(table.file)})")


def _database(server: Server) -> str:
    return str(server.rows("select current_database()::text as database_name")[0][0])


def _notes(server: Server, changed: list[ReleasedTable], left: list[str], existing: dict[str, Columns], reader: str) -> list[str]:
    notes = [f"{SCHEMA}.{table} is in no release any more: it is empty on the server; drop it once no view needs it." for table in left]
    for table in changed:
        columns = left_columns(table, existing.get(table.name))
        if columns:
            notes.append(f"{SCHEMA}.{table.name} keeps {listed(columns)} for the views that read it, empty: no release has it any more.")
    beyond = beyond_published(server, reader)
    if beyond:
        more = f" and {len(beyond) - 3} more" if len(beyond) > 3 else ""
        notes.append(f"{reader} may do more than read what is published, by rights that others gave: {', '.join(beyond[:3])}{more}. Revoke them.")
    return notes
