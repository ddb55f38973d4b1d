"""One PostgreSQL server, reached by DuckDB's own extension, which is loaded from its wheel and never from the network."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb

from python_checks.publication.errors import PublicationError, sentence_part
from python_checks.readers import connect, literal

PACKAGE = "duckdb_extension_postgres_scanner"


class Server:
    """An open connection. Everything between `begin` and `commit` runs on one connection of the server."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def run(self, *statements: str) -> None:
        """Statements in PostgreSQL's own words."""
        for statement in statements:
            self._call("call postgres_execute('server', ?)", [statement])

    def run_alone(self, statement: str) -> None:
        """A statement that PostgreSQL takes outside of transactions only."""
        self._call("call postgres_execute('server', ?, use_transaction=false)", [statement])

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """A query in PostgreSQL's own words; its columns need names and plain types."""
        return self._call(f"select * from postgres_query('server', {literal(query)})")

    def load(self, statement: str) -> None:
        """A statement in DuckDB's words, which names tables of the server as server.<schema>.<table>."""
        self._call(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing: whatever is raised inside, and a killed process, leaves the server as it was."""
        self._call("begin")
        try:
            yield
            self._call("commit")
        except BaseException:
            # A lost connection is rolled back by the server.
            with suppress(duckdb.Error):
                self.connection.execute("rollback")
            raise

    def _call(self, statement: str, values: list[str] | None = None) -> list[tuple[Any, ...]]:
        try:
            return self.connection.execute(statement, values or []).fetchall()
        except duckdb.Error as error:
            raise PublicationError(sentence_part(error)) from None


@contextmanager
def connected(text: str) -> Iterator[Server]:
    """A server by libpq's connection text, which may be empty.

    Raises PublicationError where it does not answer.
    """
    connection = connect()
    try:
        connection.execute(f"load {literal(_extension_file())}")
        # PostgreSQL's text cannot hold a NUL: it is left out.
        connection.execute("set pg_null_byte_replacement = ''")
        # Of two at once the one that waited has to see what the other one did, so no snapshot may be older than the wait.
        connection.execute(f"attach {literal(text)} as server (type postgres, isolation_level 'read committed')")
        yield Server(connection)
    except duckdb.Error as error:
        raise PublicationError(sentence_part(error)) from None
    finally:
        connection.close()


def _extension_file() -> Path:
    """Inside the installed wheel; DuckDB checks its signature and version when it is loaded."""
    found = find_spec(PACKAGE)
    folder = Path(found.origin).parent if found and found.origin else Path()
    file = folder / "extensions" / f"v{duckdb.__version__}" / "postgres_scanner.duckdb_extension"
    if not file.is_file():
        raise PublicationError(f"the package {PACKAGE} for DuckDB {duckdb.__version__} is not installed: install requirements.lock")
    return file
