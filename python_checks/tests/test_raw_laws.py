"""Laws over the whole house, from raw rows to scores: changes of the input that must change nothing, or only in one direction.

Each is tried on several random changes of the sample company; HEALTH_LAW_TRIALS says how many (1 in the suite).
"""

import os
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from python_checks.tests.house import MEASURES, SCORES, House, Rows, copied_build, raw_columns

LAW = settings(
    deadline=None,
    print_blob=False,
    derandomize=True,
    database=None,
    max_examples=int(os.environ.get("HEALTH_LAW_TRIALS", "1")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SEEDS = strategies.integers(min_value=1, max_value=1_000_000)
AS_OF = date(2026, 6, 30)
TABLES = sorted(raw_columns())
ACCOUNT_TABLES = [table for table in TABLES if "account_id" in raw_columns()[table]]
TIMES = ("_at", "_on", "_from", "_to")
COUNTS = "select source_name, table_name, landed_rows, accepted_rows, duplicate_rows, quarantined_rows from source_scorecard"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(copied_build(tmp_path_factory.mktemp("house")))


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The house a week after."""
    return House(copied_build(tmp_path_factory.mktemp("later")), as_of=(AS_OF + timedelta(7)).isoformat())


@pytest.fixture(scope="module")
def usual(house: House) -> dict[str, Rows]:
    """What the house says of the sample as it is."""
    with house.changed():
        said = {sql: house.rows(sql) for sql in (SCORES, MEASURES, COUNTS)}
    assert len(said[SCORES]) > 100
    assert len({row[4] for row in said[MEASURES]}) == 4, "all four states occur"
    return said


def says_the_same(house: House, usual: dict[str, Rows]) -> bool:
    """Every score and every measure, to the last decimal."""
    return house.rows(SCORES) == usual[SCORES] and house.rows(MEASURES) == usual[MEASURES]


def is_picked(seed: int, key: str, percent: int) -> str:
    """SQL that is true for about so many rows of a hundred, the same ones for the same seed."""
    return f"hash({key} || '{seed}') % 100 < {percent}"


def key_of(table: str) -> str:
    return raw_columns()[table][0]


@LAW
@given(seed=SEEDS)
def test_the_order_of_raw_rows_changes_nothing(house: House, usual: dict[str, Rows], seed: int) -> None:
    shuffle = [f"create or replace table raw.{table} as select * from raw.{table} order by hash({table}::varchar || '{seed}')" for table in TABLES]
    with house.changed(*shuffle):
        assert says_the_same(house, usual)


@LAW
@given(seed=SEEDS, times=strategies.integers(min_value=1, max_value=3))
def test_rows_delivered_again_change_nothing_and_are_counted(house: House, usual: dict[str, Rows], seed: int, times: int) -> None:
    again = [f"insert into raw.{table} select * from raw.{table} where {is_picked(seed, key_of(table), 30)}" for table in TABLES] * times
    with house.changed(*again):
        assert says_the_same(house, usual)
        before, after = ({row[:2]: row[2:] for row in rows} for rows in (usual[COUNTS], house.rows(COUNTS)))
    assert all(after[table][1] == counts[1] for table, counts in before.items())
    assert sum(counts[2] for counts in after.values()) > sum(counts[2] for counts in before.values())


@LAW
@given(seed=SEEDS)
def test_an_older_version_of_a_row_that_arrives_late_changes_nothing(house: House, usual: dict[str, Rows], seed: int) -> None:
    """The last change counts, not the last arrival."""
    accounts = ", ".join(
        {"updated_at": "'2020-01-01T00:00:00Z'", "industry": "'retail'", "seats": "'9999'", "loaded_at": "'2026-06-30T03:00:00Z'"}.get(column, column)
        for column in [*raw_columns()["raw_crm__accounts"], "source_relation"]
    )
    picked = is_picked(seed, "account_id", 40)
    with house.changed(f"insert into raw.raw_crm__accounts select {accounts} from raw.raw_crm__accounts where updated_at > '2020-01-02' and {picked}"):
        assert says_the_same(house, usual)


@LAW
@given(seed=SEEDS)
def test_events_that_were_loaded_in_another_order_change_nothing(house: House, usual: dict[str, Rows], seed: int) -> None:
    """Late and early deliveries: only what happened when counts, not when it came."""
    late = f"update raw.raw_usage__events set loaded_at = '2026-06-30T01:00:00Z' where loaded_at is not null and {is_picked(seed, 'event_id', 50)}"
    with house.changed(late):
        assert says_the_same(house, usual)


@LAW
@given(number=strategies.integers(min_value=2000, max_value=9000))
def test_an_unrelated_account_changes_no_measured_value_of_others(house: House, usual: dict[str, Rows], number: int) -> None:
    """Only what is compared with peers, or filled in from them, may move by a new peer: measured values are everybody's own."""
    landed = {"account_id": f"'ACC-{number}'", "account_name": "'Newcomer'", "industry": "'software'", "segment": "'smb'", "parent_account_id": "null"}
    subscription = {"subscription_id": f"'SUB-{number}'", "account_id": f"'ACC-{number}'"}
    picked = [
        f"insert into raw.{table} select {', '.join(values.get(column, column) for column in [*raw_columns()[table], 'source_relation'])} "
        f"from raw.{table} where {key_of(table)} = (select min({key_of(table)}) from raw.{table})"
        for table, values in (("raw_crm__accounts", landed), ("raw_billing__subscriptions", subscription))
    ]
    with house.changed(*picked):
        others = [row[:6] for row in house.rows(MEASURES) if row[1] != f"ACC-{number}"]
        assert len(others) < len(house.rows(MEASURES))
    assert others == [row[:6] for row in usual[MEASURES]]


@LAW
@given(seed=SEEDS)
def test_a_test_account_with_much_activity_changes_nothing(house: House, usual: dict[str, Rows], seed: int) -> None:
    """ACC-1073 is excluded by a seed: whatever it does is counted as landed and scored nowhere, in nobody's peers."""
    columns = ", ".join({"event_id": "event_id || 'x'", "account_id": "'ACC-1073'"}.get(column, column) for column in raw_columns()["raw_usage__events"])
    more = f"insert into raw.raw_usage__events ({', '.join(raw_columns()['raw_usage__events'])}) select {columns} from raw.raw_usage__events"
    with house.changed(f"{more} where feature_key is null and {is_picked(seed, 'event_id', 20)}"):
        assert says_the_same(house, usual)


@LAW
@given(seed=SEEDS)
def test_a_source_that_comes_by_two_connections_says_the_same(house: House, usual: dict[str, Rows], seed: int) -> None:
    """Keys are unique within a connection: rows spread over two are the same rows."""
    split = [
        f"update raw.raw_usage__events set source_relation = 'second' where {is_picked(seed, 'event_id', 50)}",
        f"update raw.raw_billing__invoices set source_relation = 'second' where {is_picked(seed, 'invoice_id', 50)}",
    ]
    with house.changed(*split):
        assert says_the_same(house, usual)


@LAW
@given(seed=SEEDS)
def test_the_same_key_from_another_connection_is_another_row(house: House, usual: dict[str, Rows], seed: int) -> None:
    table = "raw_crm__activities"
    columns = ", ".join({"source_relation": "'second'"}.get(column, column) for column in [*raw_columns()[table], "source_relation"])
    with house.changed(f"insert into raw.{table} select {columns} from raw.{table} where {is_picked(seed, 'activity_id', 20)}"):
        before, after = ({row[:2]: row[3] for row in rows} for rows in (usual[COUNTS], house.rows(COUNTS)))
    assert after["crm", "activities"] > before["crm", "activities"]


@LAW
@given(seed=SEEDS, factor=strategies.sampled_from([2, 4, 5]))
def test_money_in_another_currency_at_its_rate_says_the_same(house: House, usual: dict[str, Rows], seed: int, factor: int) -> None:
    """Amounts are multiplied and the rate is divided: 5 XTS at 0.2 are 1 USD."""
    rate = f"insert into reference.fx_rates select 'XTS', 'USD', date '2000-01-01', date '2100-01-01', {1 / factor}"
    changed = [
        f"update raw.{table} set currency = 'XTS', {amount} = cast(cast({amount} as decimal(18, 2)) * {factor} as varchar) "
        f"where upper(trim(currency)) = 'USD' and try_cast({amount} as decimal(18, 2)) is not null and abs(cast({amount} as decimal(28, 2))) < 1000000 "
        f"and {is_picked(seed, key_of(table), 50)}"
        for table, amount in (("raw_billing__subscriptions", "mrr"), ("raw_billing__invoices", "amount"))
    ]
    with house.changed(rate, *changed):
        assert says_the_same(house, usual)


@LAW
@given(seed=SEEDS)
def test_case_and_blanks_of_account_ids_change_nothing(house: House, usual: dict[str, Rows], seed: int) -> None:
    """Systems spell ids differently; published is the CRM's spelling, which stays."""
    tables = [table for table in ACCOUNT_TABLES if table != "raw_crm__accounts"]
    with house.changed(
        *(f"update raw.{table} set account_id = '  ' || lower(account_id) || ' ' where {is_picked(seed, key_of(table), 50)}" for table in tables)
    ):
        assert says_the_same(house, usual)


@LAW
@given(seed=SEEDS, word=strategies.sampled_from(["N/A", "null", "", "  none ", "-"]))
def test_words_for_nothing_are_nothing(house: House, usual: dict[str, Rows], seed: int, word: str) -> None:
    empty = [
        f"update raw.{table} set {column} = '{word}' where {column} is null and {is_picked(seed, key_of(table), 50)}"
        for table in TABLES
        for column in raw_columns()[table][1:]
    ]
    with house.changed(*empty):
        assert says_the_same(house, usual)


@LAW
@given(days=strategies.just(7))
def test_time_shifted_as_a_whole_says_the_same(later: House, usual: dict[str, Rows], days: int) -> None:
    """Everything a week later, the as-of date too: no calendar is built in."""
    shifts = [
        f"update raw.{table} set {column} = strftime(cast(left(trim({column}), 10) as date) + interval {days} day, '%Y-%m-%d') || substr(trim({column}), 11) "
        f"where try_cast(left(trim({column}), 10) as date) is not null"
        for table in TABLES
        for column in raw_columns()[table]
        if column.endswith(TIMES)
    ]
    rates = f"update reference.fx_rates set valid_from = valid_from + interval {days} day, valid_to = valid_to + interval {days} day"
    with later.changed(*shifts, rates):
        assert [on_date(later.rows(sql), AS_OF + timedelta(days)) for sql in (SCORES, MEASURES)] == [on_date(usual[sql], AS_OF) for sql in (SCORES, MEASURES)]


def on_date(rows: Rows, day: date) -> Rows:
    """The rows of a date, without it."""
    return [row[:2] + row[3:] for row in rows if row[2] == day]


@LAW
@given(seed=SEEDS)
def test_more_use_never_lowers_what_use_is_measured_by(house: House, usual: dict[str, Rows], seed: int) -> None:
    """Events copied to the last days, by users who were there before: activity rises or stays, days since the last use fall or stay."""
    columns = raw_columns()["raw_usage__events"]
    new = {"event_id": "'NEW' || event_id", "occurred_at": "'2026-06-29T10:00:00Z'", "loaded_at": "'2026-06-29T12:00:00Z'"}
    copied = f"insert into raw.raw_usage__events ({', '.join(columns)}, source_relation) select {', '.join(new.get(each, each) for each in columns)}, 'usage'"
    with house.changed(f"{copied} from raw.raw_usage__events where occurred_at < '2026-06-29' and {is_picked(seed, 'event_id', 20)}"):
        after = values_of(house.rows(MEASURES), "active_user_ratio_28d", "license_utilisation", "days_since_last_active")
    before = values_of(usual[MEASURES], "active_user_ratio_28d", "license_utilisation", "days_since_last_active")
    assert len(before) == len(after)
    assert after != before
    for key, (value, score) in before.items():
        assert after[key][1] >= score, key
        assert after[key][0] <= value if key[-1] == "days_since_last_active" else after[key][0] >= value, key


def values_of(rows: Rows, *measures: str) -> dict[tuple[object, ...], tuple[Decimal, Decimal]]:
    """Value and score of what was observed, by version, account, date and measure."""
    return {row[:4]: (row[5], row[6]) for row in rows if row[3] in measures and row[4] == "observed"}


@LAW
@given(seed=SEEDS)
def test_answers_that_are_gone_are_not_passed_over_in_silence(house: House, usual: dict[str, Rows], seed: int) -> None:
    """Of accounts whose pulses are lost: less is covered, what was certain is not, and the old score lies within the new bounds."""
    with house.changed(f"delete from raw.raw_crm__account_pulses where {is_picked(seed, 'upper(trim(account_id))', 50)}"):
        scores, states = house.rows(SCORES), house.rows(MEASURES)
    old_states, old_scores = by_key(usual[MEASURES], 4), by_key(usual[SCORES], 3)
    lost = {row[:3] for row in states if row[3] == "account_team_pulse" and row[4] == "missing" and old_states[row[:4]][4] == "observed"}
    assert lost
    for row in scores:
        before = old_scores[row[:3]]
        if row[:3] in lost and row[3] == "scored" and before[3] == "scored":
            assert row[9] < before[9], "coverage falls"
            if before[4] == before[5]:  # no exception or override let go or took hold
                assert row[6] <= before[6] <= before[7] <= row[7] or row[4] != row[5], "the bounds widen"


def by_key(rows: Rows, length: int) -> dict[tuple[object, ...], tuple[Any, ...]]:
    return {row[:length]: row for row in rows}


@pytest.mark.parametrize("threads", [1, 4])
def test_the_number_of_threads_changes_nothing(house: House, usual: dict[str, Rows], threads: int) -> None:
    house.connection.execute(f"set threads = {threads}")
    try:
        with house.changed():
            assert says_the_same(house, usual)
    finally:
        house.connection.execute("set threads = 2")


def test_a_change_that_matters_is_seen(house: House, usual: dict[str, Rows]) -> None:
    """The laws can fail: without half of the events the house says something else."""
    with house.changed(f"delete from raw.raw_usage__events where {is_picked(1, 'event_id', 50)}"):
        assert not says_the_same(house, usual)
