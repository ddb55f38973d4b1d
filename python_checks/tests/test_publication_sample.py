"""The sample company's release on a server: what a BI tool reads by ODBC is the release, row for row and value for value."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from python_checks.exits import Exit
from python_checks.publication.task import run_publish
from python_checks.tests.house import COMPANY, copied_build
from python_checks.tests.manifest import PROJECT
from python_checks.tests.postgres_server import NEEDED, Place, Postgres
from python_checks.tests.workspace import make_workspace, run

pytestmark = NEEDED
SCORED = "select account_id, health_score, health_band, arr, is_band_certain from published.account_health where health_band = 'at_risk' order by account_id"


def rows_of_release(folder: Path) -> dict[str, Counter[tuple[Any, ...]]]:
    """Table -> rows of the release file, in whatever order."""
    with duckdb.connect(str(folder / "current/health.duckdb"), read_only=True) as connection:
        tables = [row[0] for row in connection.execute("select table_name from duckdb_tables() where schema_name = 'published'").fetchall()]
        return {table: Counter(connection.execute(f"select * from published.{table}").fetchall()) for table in tables}


def rows_by_odbc(place: Place) -> dict[str, Counter[tuple[Any, ...]]]:
    """Table -> rows as a BI tool reads them that may read what is published."""
    with place.server.odbc(place.database, "analyst", "reads") as connection:
        tables = [row[2] for row in connection.cursor().tables(schema="published")]
        return {table: Counter(tuple(row) for row in connection.execute(f"select * from published.{table}").fetchall()) for table in tables}


@pytest.fixture(scope="module", autouse=True)
def _analyst(postgres: Postgres) -> None:
    postgres.lines("postgres", "create role health_reader nologin; create role analyst login password 'reads' in role health_reader")


@pytest.fixture
def sample(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The releases of the sample, copied under the folder of the test."""
    copied_build(tmp_path / "made")  # builds it where `./run test` has not
    shutil.copytree(PROJECT / "releases" / COMPANY, place.root / "releases" / COMPANY, symlinks=True)
    monkeypatch.setenv("HEALTH_COMPANY", COMPANY)
    return place.root / "releases" / COMPANY


def test_odbc_reads_the_rows_of_the_release(place: Place, sample: Path) -> None:
    assert run_publish(None, place.root) is Exit.DONE
    released, read = rows_of_release(sample), rows_by_odbc(place)
    assert set(read) == set(released)
    assert {table: rows - released[table] for table, rows in read.items()} == {table: Counter() for table in read}
    assert {table: rows.total() for table, rows in read.items()} == {table: rows.total() for table, rows in released.items()}
    assert read["account_health_v2"].total() > 50
    with duckdb.connect(str(sample / "current/health.duckdb"), read_only=True) as connection:
        rows = [tuple(row) for row in place.server.odbc(place.database, "analyst", "reads").execute(SCORED).fetchall()]
        assert rows == connection.execute(SCORED).fetchall()
        assert rows


@pytest.mark.long
def test_a_build_publishes_to_the_server_when_it_is_asked_to(place: Place, tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "project")
    uri = {"HEALTH_POSTGRES": place.server.uri(place.database)}
    built = run(workspace, "build", "--publish", "postgres", **uri)
    assert built.returncode == Exit.DONE, built.stdout
    assert f"  postgres     database {place.database} shows release 2026-" in built.stdout
    assert "kH7" not in built.stdout
    assert rows_by_odbc(place) == rows_of_release(workspace / "releases/sample")
    again = run(workspace, "build", "--publish", "postgres", **uri)
    assert again.returncode == Exit.DONE, again.stdout
    assert "already: nothing to publish" in again.stdout
    found = subprocess.run(["grep", "-rl", "kH7", str(workspace)], capture_output=True, text=True, check=False).stdout.splitlines()
    assert {Path(path).suffix for path in found} <= {".py", ".pyc"}, "the password was written down"
