"""The benchmark: its company is the same for the same seed and fits the contract, its arithmetic is right, and a wrong answer is no contender."""

import hashlib
import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks.compare import DifferentRowsError, assert_same_rows
from benchmarks.generate import AS_OF, Size, generate, month_start
from benchmarks.measure import FailedRunError, Run, measured, middle, paired_ratio, slope
from benchmarks.split import is_proving, model_folders, split_of
from python_checks.contract import read_contract
from python_checks.preflight import inspect_landing
from python_checks.settings import read_settings

SIZE = Size(accounts=120, events=20_000)


@pytest.fixture(scope="module")
def landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(SIZE, tmp_path_factory.mktemp("bench"))


def fingerprints(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_lands_the_same_files_byte_for_byte(landing: Path, tmp_path: Path) -> None:
    again = generate(SIZE, tmp_path)
    assert fingerprints(again) == fingerprints(landing)


def test_another_seed_lands_another_company(landing: Path, tmp_path: Path) -> None:
    other = generate(Size(SIZE.accounts, SIZE.events, seed=2), tmp_path)
    assert fingerprints(other)["usage/events/2026-06.parquet"] != fingerprints(landing)["usage/events/2026-06.parquet"]


def test_the_company_fits_the_contract_and_holds_every_table(landing: Path) -> None:
    contract = read_contract()
    found = inspect_landing(read_settings(contract, str(landing), None), contract)
    assert [problem.sentence for problem in found.problems] == []
    assert sorted(name for name, table in found.tables.items() if table.rows > 0) == sorted(contract)


def test_events_are_about_as_many_as_wanted_and_look_like_work(landing: Path) -> None:
    events, visits, users, weekend = duckdb.sql(
        f"""select count(*), count(distinct (user_id, occurred_at::date)), count(distinct user_id), avg((isodow(occurred_at) > 5)::int)
        from '{landing}/usage/events/*.parquet'"""
    ).fetchall()[0]
    assert 0.8 * SIZE.events < events < 1.2 * SIZE.events
    assert 2 < events / visits < 8
    assert users > SIZE.accounts
    assert 0.01 < weekend < 0.1


def test_keys_are_unique_but_for_events_delivered_twice(landing: Path) -> None:
    for path, key in (
        ("crm/activities", "activity_id"),
        ("support/tickets", "ticket_id"),
        ("support/messages", "message_id"),
        ("survey/responses", "response_id"),
    ):
        rows, keys = duckdb.sql(f"select count(*), count(distinct {key}) from '{landing}/{path}.parquet'").fetchall()[0]
        assert rows == keys > 0
    rows, keys = duckdb.sql(f"select count(*), count(distinct event_id) from '{landing}/usage/events/*.parquet'").fetchall()[0]
    assert 0 < rows - keys < rows / 500


def test_customers_who_leave_fade_before_they_go(landing: Path) -> None:
    recent, before = duckdb.sql(
        f"""select count(*) filter (occurred_at > ended_on - interval 30 day), count(*) filter (occurred_at <= ended_on - interval 120 day) / 3.0
        from '{landing}/usage/events/*.parquet' as events
        inner join (
            select account_id, max(ended_on) as ended_on from '{landing}/billing/subscriptions.parquet'
            group by account_id having count(*) = count(ended_on)
        ) as customers_lost using (account_id)
        where occurred_at > ended_on - interval 210 day"""
    ).fetchall()[0]
    assert recent < before / 3


@pytest.mark.parametrize(("back", "first"), [(0, "2026-06-01"), (5, "2026-01-01"), (6, "2025-12-01"), (18, "2024-12-01")])
def test_months_are_counted_back_over_the_turn_of_the_year(back: int, first: str) -> None:
    assert month_start(AS_OF, back).isoformat() == first


def test_a_run_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    hungry = "data = bytearray(150_000_000); data[::4096] = b'1' * len(data[::4096]); sum(range(3_000_000))"
    big, small = (measured([sys.executable, "-c", code], tmp_path, {}, tmp_path / "log") for code in (hungry, "pass"))
    assert big.cpu > small.cpu > 0
    assert big.peak - small.peak > 100_000_000
    with pytest.raises(FailedRunError, match="ended with 1:\nno room left"):
        measured([sys.executable, "-c", "raise SystemExit('no room left')"], tmp_path, {}, tmp_path / "log")


def test_medians_and_ratios_are_paired_by_round() -> None:
    these, those = ([Run(1, cpu, peak, 0) for cpu, peak in figures] for figures in ([(10, 5), (40, 7), (12, 9)], [(5, 1), (10, 1), (4, 1)]))
    assert (middle(these).cpu, middle(these).peak) == (12, 7)
    assert paired_ratio(these, those) == 3  # of 2, 4 and 3; the ratio of the medians would be 2.4
    with pytest.raises(ValueError, match="paired"):
        paired_ratio(these, those[:2])


def test_the_slope_tells_linear_from_square() -> None:
    assert slope([1, 10], [3, 30]) == pytest.approx(1)
    assert slope([2, 4, 8], [1, 4, 16]) == pytest.approx(2)
    with pytest.raises(ValueError, match="slope"):
        slope([1, 2], [0, 3])


def test_a_build_divides_into_what_computes_and_what_proves() -> None:
    nodes = {"model.account_health.int_account_totals": 30.0, "test.account_health.some_test.1": 8.0, "model.account_health.release_gate": 4.0}
    fixed = {"model.account_health.int_account_totals": 0.0, "test.account_health.some_test.1": 1.0, "model.account_health.release_gate": 1.0}
    folders = model_folders(Path(__file__).parents[2])
    split = split_of(100, 40, nodes, fixed, folders)
    assert (split.fixed, round(split.models, 6), round(split.proving, 6)) == (40, 45, 15)
    assert is_proving("model.account_health.releases", folders)
    assert not is_proving("model.account_health.account_health.v1", folders)


def answer(path: Path, rows: str) -> Path:
    duckdb.sql(f"copy (select * from (values {rows}) as answer(account_id, health_score, rules_hash)) to '{path}' (format parquet)")
    return path


def test_a_planted_difference_is_no_contender(tmp_path: Path) -> None:
    ours = answer(tmp_path / "ours.parquet", "('a', 1.5, 'x'), ('b', null, 'x')")
    assert assert_same_rows(ours, answer(tmp_path / "same.parquet", "('b', null, 'y'), ('a', 1.5, 'y')")) == 2
    for name, rows in {
        "value": "('a', 1.6, 'x'), ('b', null, 'x')",
        "filled": "('a', 1.5, 'x'), ('b', 0.0, 'x')",
        "fewer": "('a', 1.5, 'x')",
        "twice": "('a', 1.5, 'x'), ('b', null, 'x'), ('b', null, 'x')",
    }.items():
        with pytest.raises(DifferentRowsError):
            assert_same_rows(ours, answer(tmp_path / f"{name}.parquet", rows))


def test_an_empty_answer_is_no_answer(tmp_path: Path) -> None:
    empty = tmp_path / "empty.parquet"
    duckdb.sql(f"copy (select 'a' as account_id, 1 as health_score where false) to '{empty}' (format parquet)")
    with pytest.raises(DifferentRowsError):
        assert_same_rows(empty, empty)
