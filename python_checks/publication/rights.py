"""The role that reads: what is published, and nothing else."""

from collections.abc import Iterable

from python_checks.publication.released import SCHEMA
from python_checks.publication.server import Server
from python_checks.publication.shape import place
from python_checks.readers import literal, name

OWN_SCHEMA = "publication"
"""Where the project remembers what it put on the server; its readers have no business there."""
BEYOND = """
    select concat(schemas.nspname, '.', relations.relname) as relation_name
    from pg_class as relations
    inner join pg_namespace as schemas on relations.relnamespace = schemas.oid
    where
        relations.relkind in ('r', 'p', 'v', 'm', 'f')
        and schemas.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        and schemas.nspname not like 'pg\\_temp%'
        and has_schema_privilege({role}, schemas.oid, 'usage')
        and (
            has_table_privilege({role}, relations.oid, 'insert, update, delete, truncate, references, trigger')
            or (schemas.nspname <> {schema} and has_any_column_privilege({role}, relations.oid, 'select'))
        )
    union all
    select concat('new tables in ', schemas.nspname) as relation_name
    from pg_namespace as schemas
    where schemas.nspname not like 'pg\\_%' and has_schema_privilege({role}, schemas.oid, 'create')
    order by 1
"""


def role_exists(server: Server, role: str) -> bool:
    """Roles belong to the whole server, not to one database."""
    return bool(server.rows(f"select 1 as found from pg_roles where rolname = {literal(role)}"))


def give_rights(server: Server, role: str, tables: Iterable[str]) -> None:
    """The role, where there is none yet, may read these tables; nobody who was not named may."""
    if not role_exists(server, role):
        server.run(f"create role {name(role)} nologin")
    server.run(
        f"revoke all on schema {SCHEMA}, {OWN_SCHEMA} from public",
        f"revoke all on schema {SCHEMA}, {OWN_SCHEMA} from {name(role)}",
        f"revoke all on all tables in schema {OWN_SCHEMA} from public, {name(role)}",
        f"grant usage on schema {SCHEMA} to {name(role)}",
    )
    for table in tables:
        server.run(f"revoke all on {place(table)} from public, {name(role)}", f"grant select on {place(table)} to {name(role)}")


def beyond_published(server: Server, role: str) -> list[str]:
    """What the role may do besides reading what is published: rights that others gave it, or gave to everybody."""
    return [row[0] for row in server.rows(BEYOND.format(role=literal(role), schema=literal(SCHEMA)))]
