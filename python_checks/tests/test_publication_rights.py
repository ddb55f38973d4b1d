"""Who may read on the server, who may publish there, and what is said where the setting or the server does not fit: before anything is built."""

import os

import pytest

from python_checks.cli import main
from python_checks.exits import Exit
from python_checks.project import ROOT
from python_checks.publication.task import run_publish
from python_checks.tests.postgres_releases import make_release
from python_checks.tests.postgres_server import ADMINISTRATOR, NEEDED, PASSWORD, Place, Postgres

pytestmark = NEEDED
FORBIDDEN = (
    "insert into published.releases select * from published.releases",
    "update published.account_health_v1 set arr = 0",
    "delete from published.account_health_v1",
    "truncate published.account_health_v1",
    "alter table published.account_health_v1 add column mine text",
    "drop table published.account_health_v1",
    "begin; lock table published.releases in exclusive mode",
    "create table published.mine (x integer)",
    "create view published.mine as select 1",
    "create table mine (x integer)",
    "create schema mine",
    "select * from publication.log",
    "select * from publication.tables",
    "select * from other.secrets",
    "select * from public.loose",
    "set role publisher",
)
MISFITS: tuple[tuple[dict[str, str], str], ...] = (
    ({"HEALTH_POSTGRES": ""}, "HEALTH_POSTGRES is not set: write postgresql://user@host:5432/database into it"),
    ({"HEALTH_POSTGRES": "analytics"}, "HEALTH_POSTGRES is not a connection text"),
    ({"HEALTH_POSTGRES": "postgresql://{user}:wr0ng%40p%40ss@127.0.0.1:{port}/{database}"}, "it does not take the user and password"),
    ({"HEALTH_POSTGRES": "postgresql://{user}:kH7-s3cret/p@ss@127.0.0.1:{port}/{database}"}, "with @ : / in a password as %40 %3A %2F"),
    ({"HEALTH_POSTGRES": "postgresql://{user}:s3cret-p@ss@127.0.0.1:{port}/{database}"}, "its host is not known"),
    ({"HEALTH_POSTGRES": "host=127.0.0.1 port=many user={user} password=s3cret"}, "HEALTH_POSTGRES is not readable"),
    ({"HEALTH_POSTGRES": "postgresql://{user}@127.0.0.1:{port}/{database}"}, "it asks for a password: set PGPASSWORD"),
    ({"HEALTH_POSTGRES": "postgresql://{user}:s3cret@127.0.0.1:1/{database}"}, "nothing listens at its host and port"),
    ({"HEALTH_POSTGRES": "{uri}_not"}, 'it says: database "{database}_not" does not exist'),
    ({"HEALTH_POSTGRES_READER": "Reader; drop"}, "HEALTH_POSTGRES_READER is not a plain role name"),
    ({"HEALTH_POSTGRES_READER": "administrator"}, "The role administrator could read and change everything: name another one in HEALTH_POSTGRES_READER."),
)
READER = {"user": "bi_tool", "password": "reads"}
PARTS_OF_THE_PASSWORD = ("kH7", "s3cret", "p@ss", "p%40ss", "wr0ng")


@pytest.fixture(scope="module", autouse=True)
def _people(postgres: Postgres) -> None:
    """A business tool, a publisher who is no superuser, and the reading role that an administrator made."""
    postgres.lines(
        "postgres",
        "create role health_reader nologin; create role bi_tool login password 'reads' in role health_reader; create role publisher login password 'writes'",
    )


def published(place: Place) -> None:
    make_release(place.root, 1)
    assert run_publish(None, place.root) is Exit.DONE


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command says before anything is built; it ends with 2."""
    assert main(arguments) == Exit.BAD_INPUT
    (ROOT / "build" / f"{os.environ['HEALTH_COMPANY']}.lock").unlink(missing_ok=True)
    said = capsys.readouterr().out
    assert "dbt starts" not in said
    return said


def test_the_reader_reads_what_is_published(place: Place) -> None:
    published(place)
    assert place.lines("select release_id from published.releases", **READER) == ["r-1"]
    with place.server.odbc(place.database, **READER) as connection:
        assert connection.execute("select count(*) from published.account_health_v1").fetchone()[0] == 2000


def test_the_reader_can_do_nothing_else(place: Place) -> None:
    place.lines("create schema other; create table other.secrets (x integer); create table public.loose (x integer)")
    published(place)
    for statement in FORBIDDEN:
        said = place.refusal(statement, **READER)
        assert "permission denied" in said or "must be owner" in said, said


def test_the_reader_sees_these_tables_and_no_other_even_after_a_grant_to_everybody_was_taken_back(place: Place) -> None:
    published(place)
    place.lines("grant all on all tables in schema published to public; grant all on schema publication, published to public")
    assert run_publish(None, place.root) is Exit.DONE
    readable = (
        "select concat(nspname, '.', relname) from pg_class inner join pg_namespace on relnamespace = pg_namespace.oid where relkind in ('r', 'v', 'm', 'p') "
        "and nspname not in ('pg_catalog', 'information_schema') and has_schema_privilege(nspname, 'usage') "
        "and has_table_privilege(pg_class.oid, '{right}') order by 1"
    )
    tables = ["published.account_health_history_v1", "published.account_health_v1", "published.releases"]
    assert place.lines(readable.format(right="select"), **READER) == tables
    assert place.lines(readable.format(right="insert, update, delete, truncate, references, trigger"), **READER) == []
    assert place.lines("select has_schema_privilege('publication', 'usage')", **READER) == ["f"]


def test_nobody_else_reads_what_is_published(place: Place) -> None:
    published(place)
    assert "permission denied for schema published" in place.refusal("select * from published.releases", user="publisher", password="writes")


def test_rights_that_others_gave_the_reader_are_said(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.lines("create table public.loose (x integer); grant select on public.loose to public")
    published(place)
    said = "  ! health_reader may do more than read what is published, by rights that others gave: public.loose. Revoke them.\n"
    assert said in capsys.readouterr().out
    place.lines("revoke select on public.loose from public")
    assert run_publish(None, place.root) is Exit.DONE
    assert "Revoke" not in capsys.readouterr().out


def test_the_role_can_have_another_name(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    published(place)
    monkeypatch.setenv("HEALTH_POSTGRES_READER", "board")
    assert run_publish(None, place.root) is Exit.DONE
    assert place.lines("set role board; select release_id from published.releases") == ["r-1"]


def test_a_publisher_needs_no_more_than_to_make_its_schemas(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("HEALTH_POSTGRES", place.server.uri(place.database, "publisher", "writes"))
    make_release(place.root, 1)
    wanted = f"publisher may not make the schemas published and publication: grant create on database {place.database} to it"
    assert wanted in said_by(capsys, "build", "--publish", "postgres")
    place.lines(f"grant create on database {place.database} to publisher")
    assert run_publish(None, place.root) is Exit.DONE
    assert place.lines("select release_id from published.releases", **READER) == ["r-1"]
    monkeypatch.setenv("HEALTH_POSTGRES_READER", "nobody_made_it")
    wanted = "The role nobody_made_it does not exist and publisher may not make it: have an administrator run create role nobody_made_it nologin."
    assert wanted in said_by(capsys, "build", "--publish", "postgres")


def test_a_setting_that_does_not_fit_is_said_before_anything_is_built(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    known = {"user": ADMINISTRATOR, "port": place.server.port, "database": place.database, "uri": place.server.uri(place.database)}
    for setting, sentence in MISFITS:
        with pytest.MonkeyPatch.context() as environment:
            for name, value in setting.items():
                environment.setenv(name, value.format(**known))
            said = said_by(capsys, "build", "--publish", "postgres")
        assert sentence.format(**known) in said
        assert [part for part in PARTS_OF_THE_PASSWORD if part in said] == []


def test_the_variables_of_libpq_are_enough(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEALTH_POSTGRES")
    said = {"PGHOST": "127.0.0.1", "PGPORT": str(place.server.port), "PGUSER": ADMINISTRATOR, "PGDATABASE": place.database, "PGPASSWORD": PASSWORD}
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    published(place)
    assert place.lines("select release_id from published.releases") == ["r-1"]


def test_two_companies_never_meet_in_one_database(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    published(place)
    monkeypatch.setenv("HEALTH_COMPANY", "nova")
    assert f"{place.database} holds the releases of acme: give nova a database of its own." in said_by(capsys, "build", "--publish", "postgres")


def test_a_database_that_cannot_hold_every_name_is_refused(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    narrow = f"{place.database}_latin"
    place.lines(f"create database {narrow} encoding 'LATIN1' locale 'C' template template0")
    monkeypatch.setenv("HEALTH_POSTGRES", place.server.uri(narrow))
    assert "keeps text as LATIN1, which cannot hold every name" in said_by(capsys, "build", "--publish", "postgres")


def test_a_database_that_takes_no_changes_is_refused(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.lines(f"alter database {place.database} set default_transaction_read_only = on")
    assert "takes no changes (a standby, or read-only): name the primary in HEALTH_POSTGRES." in said_by(capsys, "build", "--publish", "postgres")


def test_an_engine_that_writes_no_release_has_nothing_to_carry_over(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Spark writes none: build on DuckDB" in said_by(capsys, "build", "--target", "spark", "--publish", "postgres")


def test_there_is_nothing_to_publish_before_the_first_release(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("HEALTH_COMPANY", "never_built")
    assert "There is no release of never_built yet: ./run build makes the first one." in said_by(capsys, "publish", "postgres")


def test_no_password_is_written_anywhere(place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    published(place)
    written = [path for path in place.root.rglob("*") if path.is_file()]
    assert [path.name for path in written if b"s3cret" in path.read_bytes()] == []
    assert len(written) > 5
    assert "s3cret" not in "".join(capfd.readouterr())
