"""A PostgreSQL server of Debian's package on a free port of this machine, which ends with the test process, and clients of it."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
DRIVERS = sorted(Path("/usr/lib").glob("*/odbc/psqlodbcw.so"))
ADMINISTRATOR, PASSWORD = "administrator", "kH7-s3cret/p@ss"
NEEDED = pytest.mark.skipif(
    not (BINARIES and DRIVERS), reason="needs PostgreSQL and its ODBC driver: apt-get install postgresql odbc-postgresql (.ci/run does)"
)


@dataclass(frozen=True)
class Postgres:
    """A running server. Every test makes databases of its own."""

    port: int

    def uri(self, database: str, user: str = ADMINISTRATOR, password: str = PASSWORD) -> str:
        """What a person writes into HEALTH_POSTGRES, the password as a URI wants it."""
        return f"postgresql://{user}:{password.replace('@', '%40').replace('/', '%2F')}@127.0.0.1:{self.port}/{database}"

    def psql(self, database: str, sql: str, user: str = ADMINISTRATOR, password: str = PASSWORD) -> "subprocess.CompletedProcess[str]":
        """PostgreSQL's own client: rows as lines, values with | between them; stops at the first error."""
        command = [str(BINARIES[-1] / "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", user, "-d", database, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", sql]
        return subprocess.run(command, env={**os.environ, "PGPASSWORD": password}, text=True, capture_output=True, check=False, timeout=60)

    def lines(self, database: str, sql: str, **who: str) -> list[str]:
        """The rows of a query that has to succeed."""
        done = self.psql(database, sql, **who)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def odbc(self, database: str, user: str = ADMINISTRATOR, password: str = PASSWORD) -> Any:
        """A connection through the ODBC driver, as BI tools make one; the driver by its path, without any file of the system."""
        import pyodbc

        place = f"Driver={DRIVERS[-1]};Server=127.0.0.1;Port={self.port};Database={database};Uid={user};Pwd={{{password}}};BoolsAsChar=0"
        return pyodbc.connect(place, autocommit=True)


@dataclass(frozen=True)
class Place:
    """A database on the server, and a folder with releases of acme that are published there."""

    server: Postgres
    database: str
    root: Path

    def lines(self, sql: str, **who: str) -> list[str]:
        """The rows of a query that has to succeed."""
        return self.server.lines(self.database, sql, **who)

    def refusal(self, sql: str, **who: str) -> str:
        """What the server says to a statement that it has to refuse."""
        done = self.server.psql(self.database, sql, **who)
        assert done.returncode, f"was allowed: {sql}"
        return done.stderr.strip()


@contextmanager
def running_server() -> Iterator[Postgres]:
    """Starts a new server and takes it away. As root it runs as somebody else, because PostgreSQL refuses root."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    other = _somebody(folder)
    try:
        made = ["initdb", "-D", f"{folder}/data", "-U", ADMINISTRATOR, f"--pwfile={folder}/password", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run([*other, str(BINARIES[-1] / made[0]), *made[1:], "-N"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        settings = ["-p", str(port), "-h", "127.0.0.1", "-k", "", "-c", "fsync=off"]
        with (folder / "log").open("w", encoding="utf-8") as log:
            server = subprocess.Popen([*other, str(BINARIES[-1] / "postgres"), "-D", f"{folder}/data", *settings], cwd=folder, stdout=log, stderr=log)
        try:
            postgres = Postgres(port)
            _wait_for(postgres, folder / "log")
            yield postgres
        finally:
            server.send_signal(signal.SIGINT)  # which does not wait for clients
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody(folder: Path) -> list[str]:
    """The beginning of a command: as the user that Debian's package makes, where the tests run as root; the server ends when they are killed."""
    dies_along = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() != 0:
        return [*dies_along, "--"]
    user = pwd.getpwnam("postgres")
    for path in (folder, *folder.iterdir()):
        os.chown(path, user.pw_uid, user.pw_gid)
    return [*dies_along, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


def _wait_for(postgres: Postgres, log: Path) -> None:
    until = time.monotonic() + 30
    while postgres.psql("postgres", "select 1").returncode:
        assert time.monotonic() < until, log.read_text(encoding="utf-8")
        time.sleep(0.1)
