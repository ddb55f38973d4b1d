"""What the project remembers on the server: which file every table was filled from, and each publication."""

from collections.abc import Iterable
from dataclasses import dataclass

from python_checks.publication.released import PublishedRelease, ReleasedTable
from python_checks.publication.rights import OWN_SCHEMA
from python_checks.publication.server import Server
from python_checks.readers import literal

LOCK = 7_232_016_185_402_113
"""The number by which publications of this project know each other on a server: a constant anybody would do, as long as it never changes."""
TABLES = (
    f"create table if not exists {OWN_SCHEMA}.tables (table_name text primary key, sha256 text not null, row_count bigint not null)",
    f"create table if not exists {OWN_SCHEMA}.log "
    "(log_number bigint generated always as identity primary key, published_at timestamptz not null default now(), company text not null, "
    "release_id text not null, changed_tables integer not null)",
)


@dataclass(frozen=True)
class Remembered:
    """Whose releases the server holds and which was the last one (None before the first); table -> (hash of its file, rows)."""

    company: str | None
    release_id: str | None
    tables: dict[str, tuple[str, int]]


def recall(server: Server) -> Remembered:
    """What was published here so far."""
    if not server.rows(f"select 1 as found where to_regclass('{OWN_SCHEMA}.log') is not null and to_regclass('{OWN_SCHEMA}.tables') is not null"):
        return Remembered(None, None, {})
    last = server.rows(f"select company, release_id from {OWN_SCHEMA}.log order by log_number desc limit 1")
    tables = {name: (sha256, int(rows)) for name, sha256, rows in server.rows(f"select table_name, sha256, row_count from {OWN_SCHEMA}.tables")}
    company, release_id = last[0] if last else (None, None)
    return Remembered(company, release_id, tables)


def remember(server: Server, company: str, release: PublishedRelease, changed: Iterable[ReleasedTable], left: Iterable[str]) -> None:
    """Written with the rows it speaks of, in the same transaction."""
    rows = [(table.name, table.sha256, table.rows) for table in changed] + [(table, "", 0) for table in left]
    for table, sha256, count in rows:
        server.run(
            f"insert into {OWN_SCHEMA}.tables (table_name, sha256, row_count) values ({literal(table)}, {literal(sha256)}, {count}) "
            "on conflict (table_name) do update set sha256 = excluded.sha256, row_count = excluded.row_count"
        )
    server.run(f"insert into {OWN_SCHEMA}.log (company, release_id, changed_tables) values ({literal(company)}, {literal(release.release_id)}, {len(rows)})")
