"""Whether a server can take a publication, asked before anything is built for it."""

from dataclasses import dataclass

from python_checks.problems import InputError, listed
from python_checks.publication.errors import PublicationError
from python_checks.publication.memory import recall
from python_checks.publication.released import SCHEMA
from python_checks.publication.rights import OWN_SCHEMA
from python_checks.publication.server import Server, connected
from python_checks.publication.setting import READER, SETTING, connection_text, reader_role
from python_checks.readers import literal

FACTS = f"""
    select
        current_user::text as publisher,
        current_database()::text as database_name,
        current_setting('server_encoding') as encoding,
        pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean as is_read_only,
        has_database_privilege(current_database(), 'create') as may_create_schemas,
        (select count(*)::integer from pg_namespace where nspname in ('{SCHEMA}', '{OWN_SCHEMA}')) as schemas,
        coalesce((
            select string_agg(nspname::text, ', ' order by nspname)
            from pg_namespace where nspname in ('{SCHEMA}', '{OWN_SCHEMA}') and not pg_has_role(nspowner, 'usage')
        ), '') as foreign_schemas,
        (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may_create_roles,
        coalesce((select case when rolsuper then 'superuser' else 'role' end from pg_roles where rolname = {{reader}}), 'none') as reader_kind
"""


@dataclass(frozen=True)
class Facts:
    """One row of FACTS."""

    publisher: str
    database: str
    encoding: str
    is_read_only: bool
    may_create_schemas: bool
    schemas: int
    foreign_schemas: str
    may_create_roles: bool
    reader_kind: str


def server_problems(company: str) -> list[str]:
    """A sentence for everything that is wrong with the setting and the server; connects as the publication will."""
    try:
        with connected(connection_text()) as server:
            return _problems(server, company, reader_role())
    except InputError as error:
        return error.sentences
    except PublicationError as error:
        return [f"The PostgreSQL server of {SETTING} (or PGHOST, ...) cannot be used: {error}."]


def _problems(server: Server, company: str, reader: str) -> list[str]:
    facts = Facts(*server.rows(FACTS.format(reader=literal(reader)))[0])
    where = f"PostgreSQL database {facts.database}"
    problems = []
    if facts.encoding != "UTF8":
        problems.append(f"{where} keeps text as {facts.encoding}, which cannot hold every name: make one with encoding UTF8.")
    if facts.is_read_only:
        problems.append(f"{where} takes no changes (a standby, or read-only): name the primary in {SETTING}.")
    if facts.schemas < 2 and not facts.may_create_schemas:
        problems.append(f"{where}: {facts.publisher} may not make the schemas {SCHEMA} and {OWN_SCHEMA}: grant create on database {facts.database} to it.")
    if facts.foreign_schemas:
        problems.append(f"{where}: {facts.publisher} does not own {facts.foreign_schemas}: alter schema ... owner to {facts.publisher}.")
    if facts.reader_kind == "none" and not facts.may_create_roles:
        problems.append(f"The role {reader} does not exist and {facts.publisher} may not make it: have an administrator run create role {reader} nologin.")
    if facts.reader_kind == "superuser" or reader == facts.publisher:
        problems.append(f"The role {reader} could read and change everything: name another one in {READER}.")
    remembered = recall(server).company if not problems else None
    if remembered not in (None, company):
        problems.append(f"{where} holds the releases of {listed([str(remembered)])}: give {company} a database of its own.")
    return problems
