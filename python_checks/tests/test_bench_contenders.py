"""The contenders of the benchmark: by hand answers every published table, pandas and polars answer as by hand does."""

from pathlib import Path

import duckdb
import pytest
import yaml

from benchmarks.compare import LEFT_OUT, TABLES, DifferentRowsError, assert_same_answers
from benchmarks.contenders import FRAME_TABLES
from benchmarks.contenders.by_hand.__main__ import main as by_hand
from benchmarks.contenders.rulebook import VALUE, read_rulebook
from benchmarks.contenders.words import Found, Judged, Speaker, readable, rounded
from benchmarks.generate import Size, generate
from benchmarks.measure import measured
from benchmarks.runners import ALL, FRAMES_PYTHON, PROJECT

SIZE = Size(accounts=120, events=20_000)


@pytest.fixture(scope="module")
def landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(SIZE, tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def answered(landing: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answer")
    by_hand(landing, PROJECT / "seeds", folder)
    return folder


def published_columns(table: str) -> set[str]:
    name, version = table.rsplit("_v", 1)
    model = yaml.safe_load((PROJECT / "models" / "published" / name / f"{name}.yml").read_text())["models"][0]
    chosen = [rule for shape in model["versions"] if shape["v"] == int(version) for rule in shape.get("columns", [])]
    return {column["name"] for column in model["columns"]} - {name for rule in chosen for name in rule.get("exclude", [])}


def test_by_hand_answers_every_published_column_but_what_only_a_release_knows(answered: Path) -> None:
    folders = {path.name for path in (PROJECT / "models" / "published").glob("account_health*")}
    assert {table.rsplit("_v", 1)[0] for table in TABLES} == folders
    for table in TABLES:
        found = {row[0] for row in duckdb.sql(f"describe from '{answered}/{table}.parquet'").fetchall()}
        assert found == published_columns(table) - set(LEFT_OUT)


@pytest.mark.parametrize(
    ("table", "parts"), [("drivers_v1", "sum(contribution)"), ("changes_v1", "any_value(parts.previous_health_score_exact) + sum(points)")]
)
def test_what_is_written_by_hand_adds_up(answered: Path, table: str, parts: str) -> None:
    apart, sums = duckdb.sql(
        f"""select count(*) filter (summed <> health_score_exact), count(*) from (
            select {parts} as summed, history.health_score_exact
            from '{answered}/account_health_{table}.parquet' as parts
            inner join '{answered}/account_health_history_v1.parquet' as history using (account_id, objective_key, as_of_date)
            where history.health_score_exact is not null
            group by account_id, objective_key, as_of_date, history.health_score_exact
        ) where summed is not null"""
    ).fetchall()[0]
    assert apart == 0 < sums


def test_a_table_that_differs_is_found_among_those_that_do_not(answered: Path, tmp_path: Path) -> None:
    for path in answered.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert list(assert_same_answers(answered, tmp_path)) == list(TABLES)
    duckdb.sql(
        f"""copy (select * replace (case when measure_key = 'nps_180d' then 0 else lost_points end as lost_points)
        from '{answered}/account_health_drivers_v1.parquet') to '{tmp_path}/account_health_drivers_v1.parquet' (format parquet)"""
    )
    with pytest.raises(DifferentRowsError, match=r"drivers_v1.*lost_points"):
        assert_same_answers(answered, tmp_path)


@pytest.mark.skipif(not FRAMES_PYTHON.exists(), reason="./run bench makes the environment of pandas and polars")
@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_the_scripts_with_data_frames_answer_as_by_hand_does(name: str, landing: Path, answered: Path, tmp_path: Path) -> None:
    contender = next(found for found in ALL if found.name == name)
    measured(contender.command(landing, tmp_path), PROJECT, {}, tmp_path / "log")
    assert set(assert_same_answers(answered, tmp_path, FRAME_TABLES)) == set(FRAME_TABLES)


def test_the_rulebook_of_the_data_frames_is_that_of_the_seeds() -> None:
    book = read_rulebook(PROJECT / "seeds")
    assert len(book.measures) == 22
    assert list(book.weights) == ["default", "enterprise", "onboarding", "expansion"]
    for card, weights in book.weights.items():
        assert sum(of_factor * of_measure for of_factor, of_measure in weights) == 10**8, card
    licences = book.measures.index("license_utilisation")
    assert book.curves["onboarding"][licences] != book.curves["default"][licences] == book.curves["expansion"][licences]


@pytest.mark.parametrize(
    ("x", "how", "said"),
    [
        (5, "percent", "50"), (-5, "percent_less", "50"), (6, "percent_below", "40"), (12, "percent_above", "20"), (-715, "duration", "72 hours"),
        (-720, "duration", "3 days"), (-10, "duration", "1 hour"), (-4, "duration", "0 hours"), (6, "rating", "3.4"),
        (25, "number", "3"), (-25, "number", "-3"),
    ],
)  # fmt: skip
def test_numbers_read_as_people_write_them(x: int, how: str, said: str) -> None:
    assert readable(x * VALUE // 10, how) == said


def test_what_weighs_most_of_a_topic_is_said_and_a_person_comes_first() -> None:
    speaker = Speaker(PROJECT / "seeds")
    judged = Judged(70_000_000, 59_000_000, 50_000_000, "champion_left", "account_review", "2026-08-01")
    idle = Found("active_user_ratio_28d", 0, 0, 10, VALUE // 2, 0, 0, 9_000_000)
    unused = Found("license_utilisation", 0, 0, 10, None, 0, 0, 4_000_000)
    said = speaker.remarks(judged, [unused, idle], "risk")
    assert [measure for measure, _ in said] == ["override", "champion_left_90d", "active_user_ratio_28d"]
    assert said[0][1] == "The score is lowered by hand until 2026-08-01: account review."
    assert said[2][1] == "Nobody has used the product in the last 28 days; accounts like this one use 50 % of their seats."
    assert rounded(-25, 10) == "-3"
