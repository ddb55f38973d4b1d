"""The comparison behind `./run parity`: whatever differs in a published table is found, and an empty comparison is no parity."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from python_checks.exits import Exit
from python_checks.parity import task
from python_checks.parity.compare import Comparison, compare_builds, published_keys
from python_checks.parity.task import Company, run_parity
from python_checks.tests.manifest import PROJECT, models

COLUMNS = "account_id varchar, objective_key varchar, as_of_date date, health_score decimal(4, 1), health_band varchar, is_overridden boolean"
ROWS = [
    ("ACC-1", "renewal", "2026-06-29", "81.5", "healthy", "false"),
    ("ACC-1", "renewal", "2026-06-30", "80.0", "healthy", "false"),
    ("ACC-2", "renewal", "2026-06-30", None, None, "true"),
]


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    """Two build files with the same published history, each in a file of its own."""
    one, other = tmp_path / "one.duckdb", tmp_path / "other.duckdb"
    with duckdb.connect(str(one)) as connection:
        connection.execute("create schema published")
        connection.execute(f"create table published.account_health_history_v1 ({COLUMNS}, published_release varchar)")
        for row in ROWS:
            connection.execute("insert into published.account_health_history_v1 values (?, ?, ?, ?, ?, ?, '2026-06-30-aaaa')", row)
        connection.execute("create table published.releases as select 'of duckdb' as release_id")
    shutil.copy(one, other)
    return one, other


def after(builds: tuple[Path, Path], *statements: str) -> Comparison:
    with duckdb.connect(str(builds[1])) as connection:
        for statement in statements:
            connection.execute(statement)
    return compare_builds(*builds)


def test_equal_tables_are_equal(builds: tuple[Path, Path]) -> None:
    found = compare_builds(*builds)
    assert (found.is_equal, found.tables, found.rows, found.differing) == (True, 1, 3, 0)


def test_of_a_release_id_the_date_is_compared(builds: tuple[Path, Path]) -> None:
    """The rest of it is a fingerprint that each engine makes in its own way."""
    assert after(builds, "update published.account_health_history_v1 set published_release = '2026-06-30-bbbb'").is_equal
    assert not after(builds, "update published.account_health_history_v1 set published_release = '2026-06-29-bbbb' where account_id = 'ACC-2'").is_equal


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("health_score = 81.4 where as_of_date = '2026-06-29'", ["as_of_date=2026-06-29] health_score: 81.5 and 81.4"]),
        ("health_score = 50 where account_id = 'ACC-2'", ["account_id=ACC-2", "health_score: nothing and 50.0"]),
        ("health_score = null where as_of_date = '2026-06-29'", ["health_score: 81.5 and nothing"]),
        ("health_band = 'Healthy' where as_of_date = '2026-06-30' and account_id = 'ACC-1'", ["health_band: healthy and Healthy"]),
        ("is_overridden = false where account_id = 'ACC-2'", ["is_overridden: True and False"]),
        ("as_of_date = '2026-06-28' where as_of_date = '2026-06-29'", ["as_of_date=2026-06-28] the row: missing and there", "the row: there and missing"]),
    ],
)
def test_a_planted_difference_is_found_and_named(builds: tuple[Path, Path], change: str, said: list[str]) -> None:
    found = after(builds, f"update published.account_health_history_v1 set {change}")
    assert not found.is_equal
    text = "\n".join(str(each) for each in found.differences)
    assert [each for each in said if each not in text] == []


def test_a_view_is_compared_by_its_rows(builds: tuple[Path, Path]) -> None:
    """The current version of a table is a view on DuckDB; it knows the table by the name of its own build file."""
    with duckdb.connect(str(builds[0])) as connection:
        connection.execute("create view published.account_health as select account_id from one.published.account_health_history_v1 where is_overridden")
    assert after(builds, "create table published.account_health as select 'ACC-2' as account_id").is_equal
    assert not after(builds, "update published.account_health set account_id = 'ACC-1'").is_equal


@pytest.mark.parametrize(
    "statement",
    [
        "delete from published.account_health_history_v1 where account_id = 'ACC-2'",
        "insert into published.account_health_history_v1 select * from published.account_health_history_v1 where account_id = 'ACC-2'",
        "insert into published.account_health_history_v1 select * replace ('ACC-3' as account_id) from published.account_health_history_v1",
        "alter table published.account_health_history_v1 alter health_score type decimal(5, 1)",
        "alter table published.account_health_history_v1 drop column health_band",
        "create table published.account_health_v1 as select 'ACC-1' as account_id",
        "drop table published.account_health_history_v1",
    ],
)
def test_rows_columns_types_and_tables_count(builds: tuple[Path, Path], statement: str) -> None:
    assert not after(builds, statement).is_equal


def test_nothing_compared_is_no_parity(builds: tuple[Path, Path]) -> None:
    for path in builds:
        with duckdb.connect(str(path)) as connection:
            connection.execute("delete from published.account_health_history_v1")
    found = compare_builds(*builds)
    assert found.differences == []
    assert not found.is_equal


def test_every_published_table_has_a_key_to_compare_by() -> None:
    names = {node["name"] for node in models().values() if node["fqn"][1] == "published"} - {"releases", "account_health_current"}
    assert names == set(published_keys())


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, builds: tuple[Path, Path]) -> Path:
    """A project whose builds on either engine are copies of the made-up ones; what Spark builds on the second day is in `other`."""
    root = tmp_path / "project"
    (root / "build").mkdir(parents=True)
    shutil.copy(PROJECT / "dbt_project.yml", root)
    shutil.copytree(PROJECT / "models/published", root / "models/published")
    one, other = builds
    untouched = shutil.copy(one, tmp_path / "untouched.duckdb")

    def built(company: Company, as_of: date, target: str, environment: dict[str, str], root: Path) -> bool:
        is_second = as_of.isoformat() == "2026-07-01"
        shutil.copy(other if is_second and target == "spark" else untouched, root / f"build/{company.name}{'.spark' if target == 'spark' else ''}.duckdb")
        return not (target == "spark" and (root / "is_blocked").exists())

    monkeypatch.setattr(task, "build", built)
    return root


def test_days_without_a_difference_end_well(made_up: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_parity(None, 2, "spark", root=made_up) is Exit.DONE
    assert "as of 2026-07-01: 1 published tables, 3 rows compared, identical" in capsys.readouterr().out


def test_a_difference_on_the_second_day_ends_with_an_error_and_is_named(made_up: Path, builds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect(str(builds[1])) as connection:
        connection.execute("update published.account_health_history_v1 set health_score = 81.4 where health_score = 81.5")
    assert run_parity(None, 2, "spark", root=made_up) is Exit.FAILED
    said = capsys.readouterr().out
    assert "as of 2026-06-30: 1 published tables, 3 rows compared, identical" in said
    assert "health_score: 81.5 and 81.4" in said


def test_a_build_that_publishes_nothing_is_no_parity(made_up: Path) -> None:
    (made_up / "is_blocked").touch()
    assert run_parity(None, 2, "spark", root=made_up) is Exit.FAILED


def test_both_engines_get_every_landed_file_parquet_as_it_is(tmp_path: Path) -> None:
    """CSV with its text as it is, a Parquet file and the parts of a folder with their types."""
    root, landing = tmp_path / "project", tmp_path / "acme"
    for folder in (root / "build", landing / "crm", landing / "billing", landing / "usage/events"):
        folder.mkdir(parents=True)
    (landing / "landing.yml").write_text("company: acme\nas_of_date: 2026-06-30\nswitched_off: [social.mentions]\n", encoding="utf-8")
    (landing / "crm/accounts.csv").write_text('account_id,name\n007,"A, B"\n', encoding="utf-8")
    duckdb.sql("select 1.50 as amount").write_parquet(str(landing / "billing/invoices.parquet"))
    for month in (5, 6):
        duckdb.sql(f"select timestamp '2026-0{month}-01 10:00:00' as occurred_at").write_parquet(str(landing / f"usage/events/2026-0{month}.parquet"))
    company = task.landed_as_parquet(landing, root)
    assert (company.name, company.as_of_date, company.landing) == ("parity_acme", date(2026, 6, 30), root / "build/parity_acme_landing")
    copied = root / "build/parity_acme_landing"
    assert "switched_off:\n- social.mentions" in (copied / "landing.yml").read_text(encoding="utf-8")
    assert duckdb.sql(f"from '{copied}/crm/accounts.parquet'").fetchall() == [("007", "A, B")]
    assert [str(kind) for kind in duckdb.sql(f"from '{copied}/billing/invoices.parquet'").types] == ["DECIMAL(3,2)"]
    assert duckdb.sql(f"select count(*) from '{copied}/usage/events/*.parquet'").fetchall() == [(2,)]
