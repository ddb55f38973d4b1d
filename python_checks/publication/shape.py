"""How a table on the server becomes the shape of a release without being dropped."""

from collections.abc import Mapping

from python_checks.publication.released import SCHEMA, ReleasedTable
from python_checks.publication.server import Server
from python_checks.readers import name

Columns = dict[str, str]
COLUMNS = f"""
    select tables.relname::text as table_name, columns.attname::text as column_name, format_type(columns.atttypid, columns.atttypmod) as column_type
    from pg_class as tables
    inner join pg_attribute as columns on tables.oid = columns.attrelid
    where
        tables.relnamespace = to_regnamespace('{SCHEMA}')
        and tables.relkind in ('r', 'p')
        and columns.attnum > 0
        and not columns.attisdropped
    order by columns.attnum
"""


def server_columns(server: Server) -> dict[str, Columns]:
    """Table -> column -> type of every table in the published schema; empty before the first publication."""
    found: dict[str, Columns] = {}
    for table, column, kind in server.rows(COLUMNS):
        found.setdefault(table, {})[column] = kind
    return found


def place(table: str) -> str:
    """The table's full name on the server, as SQL."""
    return f"{name(SCHEMA)}.{name(table)}"


def changes_of_shape(table: ReleasedTable, existing: Mapping[str, str] | None) -> list[str]:
    """DDL that gives the table every column of the release. A column that left stays, empty: views may read it."""
    if existing is None:
        return [f"create table {place(table.name)} ({', '.join(f'{name(column)} {kind}' for column, kind in table.columns.items())})"]
    statements = []
    for column, kind in table.columns.items():
        if column not in existing:
            statements.append(f"alter table {place(table.name)} add column {name(column)} {kind}")
        elif existing[column] != kind:
            # Every row is replaced in the same transaction: no value has to survive the change.
            statements.append(f"alter table {place(table.name)} alter column {name(column)} type {kind} using null::{kind}")
    return statements


def left_columns(table: ReleasedTable, existing: Mapping[str, str] | None) -> list[str]:
    """Columns that the server has and the release no longer."""
    return [column for column in existing or {} if column not in table.columns]
