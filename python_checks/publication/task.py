"""`./run publish postgres`, and what `./run build --publish postgres` does once its release is out."""

from pathlib import Path

import duckdb

from python_checks.exits import Exit
from python_checks.problems import InputError, counted
from python_checks.project import ROOT, checked_company, company_of_environment
from python_checks.publication.errors import PublicationError
from python_checks.publication.publish import Published, publish
from python_checks.publication.ready import server_problems
from python_checks.publication.record import write_down
from python_checks.publication.released import PublishedRelease, read_release
from python_checks.publication.server import connected
from python_checks.publication.setting import connection_text, reader_role
from python_checks.readers import connect
from python_checks.release_store import ReleaseStore


def run_publish(company: str | None, root: Path = ROOT) -> Exit:
    """Carries the release that readers see now to the server of the environment.

    Raises InputError where there is no release, no setting, or a server that cannot be used.
    """
    owner = checked_company(company) if company else company_of_environment()
    if not ReleaseStore(root / "releases" / owner).current():
        raise InputError([f"There is no release of {owner} yet: ./run build makes the first one."])
    problems = server_problems(owner)
    if problems:
        raise InputError(problems)
    return publish_current(owner, root)


def publish_current(company: str, root: Path = ROOT) -> Exit:
    """Says what came of it. The release on disk stands, whatever the server does."""
    store = ReleaseStore(root / "releases" / company)
    current = store.current()
    if current is None:
        print("  ! Nothing was carried to PostgreSQL: this target writes no release.")
        return Exit.FAILED
    try:
        # Nobody may retire or rewrite the release while it is read.
        with store.locked(), connected(connection_text()) as server:
            release = _read((store.folder / "current").resolve())
            done = publish(server, company, release, reader_role())
    except (PublicationError, InputError, duckdb.Error, OSError) as error:
        why = str(error).splitlines()[0] if isinstance(error, PublicationError) else "the release or the setting could not be read"
        print(f"  ! Release {current} stands; PostgreSQL was not changed: {why}. Publish again: ./run publish postgres")
        return Exit.FAILED
    _say(done, release)
    write_down(company, release.release_id, release.content, root)
    return Exit.DONE


def _read(folder: Path) -> PublishedRelease:
    connection = connect()
    try:
        return read_release(folder, connection)
    finally:
        connection.close()


def _say(done: Published, release: PublishedRelease) -> None:
    if done.tables:
        tables = f"{counted(done.tables, 'table')} with {counted(done.rows, 'row')}"
        print(f"  postgres     database {done.database} shows release {release.release_id}: {tables} (before: {done.before or 'none'})")
    else:
        print(f"  postgres     database {done.database} shows release {release.release_id} already: nothing to publish")
    print(*(f"  ! {note}" for note in done.notes), sep="\n", end="\n" if done.notes else "")
