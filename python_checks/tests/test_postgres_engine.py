"""PostgreSQL as the warehouse: the same models build there, and every published row is that of DuckDB."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from python_checks.tests.postgres_server import ADMINISTRATOR, NEEDED, PASSWORD, Postgres, running_server
from python_checks.tests.workspace import SHARED_DATA, make_workspace, run

pytestmark = [pytest.mark.long, NEEDED]


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with running_server() as postgres:
        yield postgres


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("engines"))


def where(server: Postgres, password: str = PASSWORD) -> dict[str, str]:
    """The server in libpq's own variables."""
    return {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": ADMINISTRATOR, "PGPASSWORD": password}


def test_the_sample_is_published_as_on_duckdb_on_two_days(server: Postgres, workspace: Path) -> None:
    done = run(workspace, "parity", "--target", "postgres", "--days", "2", **where(server))
    assert done.returncode == 0, done.stdout[-3000:]
    verdicts = [line for line in done.stdout.splitlines() if line.startswith("parity_sample as of")]
    assert [line.endswith(" rows compared, identical") for line in verdicts] == [True, True]
    assert not any(": 0 published tables" in line for line in verdicts)
    assert "kH7-s3cret" not in done.stdout


def test_readers_of_the_server_find_the_release_and_its_gate(server: Postgres) -> None:
    """Read after the two days above."""
    [published] = server.lines("account_health_parity_sample", "select count(*) from published.account_health")
    assert int(published) > 50
    [passed] = server.lines("account_health_parity_sample", "select bool_and(is_passed) from quality.release_gate")
    assert passed == "t"


def test_a_landing_folder_is_put_on_the_server_and_published_as_on_duckdb(server: Postgres, workspace: Path) -> None:
    if not SHARED_DATA.is_dir():
        pytest.skip("../shared/data is not there")
    landing = workspace / "nova"
    shutil.copytree(SHARED_DATA / "nova", landing)
    done = run(workspace, "parity", "--target", "postgres", "--days", "1", "--landing", str(landing), **where(server))
    assert done.returncode == 0, done.stdout[-3000:]
    assert " rows compared, identical" in done.stdout


def test_a_server_that_lets_nobody_in_is_one_sentence(server: Postgres, workspace: Path) -> None:
    done = run(workspace, "parity", "--target", "postgres", "--days", "1", **where(server, password="another"))
    assert done.returncode == 2
    assert "cannot be made" in done.stdout
    assert "Traceback" not in done.stdout
