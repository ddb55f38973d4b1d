"""Usage events are taken in by landed day: whatever is landed, changed or taken away between two builds, the tables say what a full rebuild would say."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from python_checks.tests.event_days import COLUMNS, EventDays, event_days

QUIET = "2026-05-20"
"""A day long before the look-back on which nothing is changed, unless a test says so."""
ACCOUNT = "(select account_id from pool group by account_id order by count(*) desc, account_id limit 1)"
RAW = "raw.raw_usage__events"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> EventDays:
    """Everything of the pool landed and built, the quiet day marked, and a copy of the file beside it."""
    days = event_days(tmp_path_factory.mktemp("days"))
    days.sql(f"insert into {RAW} from pool")
    days.build(full=True)
    days.mark(QUIET)
    shutil.copyfile(days.file, days.file.with_suffix(".kept"))
    return days


@pytest.fixture
def days(shared: EventDays) -> EventDays:
    """As it was when everything was built."""
    shutil.copyfile(shared.file.with_suffix(".kept"), shared.file)
    return shared


def is_as_rebuilt(days: EventDays, as_of: str = "2026-06-30", reads_quiet_day: bool = False) -> bool:
    """Builds once more, then everything anew, and compares every row; the quiet day was read again or not."""
    days.build(as_of)
    assert days.is_marked(QUIET) is not reads_quiet_day
    days.sql(
        f"update staging.base_usage__events set line_key = case when reject_reason is not null then coalesce(event_id, 'row ' || record_hash) end "
        f"where landed_on = '{QUIET}'",
        "select 1",
    )
    kept = days.held()
    return kept == days.build(as_of, full=True)


CHANGES = {
    "nothing": [],
    "a late row of a day": [f"insert into {RAW} select * replace ('late' as event_id, '2026-06-28T10:00:00Z' as occurred_at) from pool limit 1"],
    "a row that is older than the look-back": [
        f"insert into {RAW} select * replace ('old' as event_id, '2026-05-10T10:00:00Z' as occurred_at) from pool limit 1"
    ],
    "rows delivered twice": [f"insert into {RAW} from pool where occurred_at > '2026-06-25'"],
    "a correction that moves an event to another day": [
        f"insert into {RAW} select * replace ('2026-06-29T10:00:00Z' as occurred_at, '2026-06-30T10:00:00Z' as loaded_at) from pool "
        "where occurred_at < '2026-05-03'"
    ],
    "a correction that arrived before what it corrects": [
        f"insert into {RAW} select * replace ('2026-06-29T10:00:00Z' as occurred_at, '2026-01-01' as loaded_at) from pool where occurred_at < '2026-05-03'"
    ],
    "values changed in place": [f"update {RAW} set quantity = '-1' where occurred_at between '2026-05-11' and '2026-05-12'"],
    "rows taken away": [f"delete from {RAW} where occurred_at between '2026-05-11' and '2026-05-14' or occurred_at > '2026-06-29'"],
    "a day written in other zones": [
        f"insert into {RAW} select * replace (event_id || 'z' as event_id, left(occurred_at, 10) || 'T23:30:00-05:00' as occurred_at) "
        "from pool where occurred_at > '2026-06-20'"
    ],
    "days nobody can read": [
        f"insert into {RAW} select {COLUMNS} from (select * replace (event_id || coalesce(t, '') as event_id, t as occurred_at) from (from pool limit 3), "
        "(values (null), ('n/a'), (' 2026-06-01T10:00:00Z'), ('20260601'), ('2026/06/01'), ('9999-99-99'), ('soon')) as texts (t))"
    ],
    "another name of a connection": [f"update {RAW} set source_relation = 'app' where occurred_at > '2026-06-27'"],
}


def test_only_the_days_that_changed_are_read_again(days: EventDays) -> None:
    """Every change at once; one by one below."""
    days.sql(*[statement for what in CHANGES for statement in CHANGES[what]], "select 1")
    assert is_as_rebuilt(days)


@pytest.mark.long
@pytest.mark.parametrize("what", sorted(CHANGES))
def test_only_the_days_of_one_change_are_read_again(days: EventDays, what: str) -> None:
    days.sql(*CHANGES[what], "select 1")
    assert is_as_rebuilt(days)


@pytest.mark.parametrize("as_of", ["2026-05-15", *(pytest.param(day, marks=pytest.mark.long) for day in ("2026-07-01", "2026-06-20", "2026-08-30"))])
def test_on_another_date_other_rows_are_in_the_future(days: EventDays, as_of: str) -> None:
    assert is_as_rebuilt(days, as_of, reads_quiet_day=as_of == "2026-05-15")


@pytest.mark.long
def test_what_was_in_the_future_yesterday_is_accepted_today(days: EventDays) -> None:
    days.build("2026-06-20")
    held = dict(days.sql("select reject_reason, count(*) from staging.base_usage__events where landed_on > '2026-06-21' group by 1"))
    assert held["in_the_future"] > 100
    days.build("2026-06-30")
    accepted = "select count(*) from staging.base_usage__events where landed_on between '2026-06-22' and '2026-06-30' and reject_reason = 'in_the_future'"
    assert days.sql(accepted) == [(0,)]


@pytest.mark.long
def test_days_of_an_account_that_is_merged_are_read_again(days: EventDays) -> None:
    other = f"(select max(account_id) from kept_keys where account_id <> {ACCOUNT})"
    days.sql(f"update staging.stg_crm__account_keys set account_id = {other} where account_id = {ACCOUNT}", "select 1")
    assert is_as_rebuilt(days, reads_quiet_day=True)


@pytest.mark.long
def test_days_of_an_account_that_becomes_known_are_read_again(days: EventDays) -> None:
    days.sql(f"insert into {RAW} select * replace ('n' || event_id as event_id, 'new-1' as account_id) from pool where occurred_at > '2026-06-20'", "select 1")
    days.build()
    assert days.sql("select count(*) from staging.base_usage__events where reject_reason = 'unknown_account' and landed_account_id = 'new-1'") != [(0,)]
    days.sql("insert into staging.stg_crm__account_keys values ('NEW-1', 'NEW-1')", "select 1")
    assert is_as_rebuilt(days)
    assert days.sql("select count(*) from staging.stg_usage__user_days where account_id = 'NEW-1'") != [(0,)]


def test_an_erased_account_is_in_no_table_any_more(days: EventDays) -> None:
    days.sql(f"insert into reference.erased_accounts select sha256(upper(trim({ACCOUNT}))), date '2026-06-30', 'Ada'", "select 1")
    assert is_as_rebuilt(days, reads_quiet_day=True)
    assert days.sql(f"select count(*) from staging.base_usage__events where upper(account_id) = upper({ACCOUNT})") == [(0,)]


@pytest.mark.long
def test_a_new_column_reads_everything_again(days: EventDays) -> None:
    """An optional column that was not landed before says something of every row."""
    days.sql(f"alter table {RAW} drop source_relation")
    days.build()
    assert not days.is_marked(QUIET)
    days.mark(QUIET)
    days.sql(f"alter table {RAW} add column source_relation varchar", f"update {RAW} set source_relation = 'app'", "select 1")
    assert is_as_rebuilt(days, reads_quiet_day=True)


@pytest.mark.long
def test_a_full_refresh_reads_everything_again(days: EventDays) -> None:
    days.build(full=True)
    assert not days.is_marked(QUIET)


@pytest.mark.long
def test_a_table_of_another_version_is_made_anew(days: EventDays) -> None:
    days.sql("alter table staging.base_usage__events drop day_version")
    assert is_as_rebuilt(days, reads_quiet_day=True)


@pytest.mark.long
def test_a_build_that_broke_off_is_made_up_for(days: EventDays) -> None:
    """The days are known and some tables have them, others do not."""
    days.sql(f"insert into {RAW} select * replace ('b' || event_id as event_id) from pool where occurred_at > '2026-06-28'", "select 1")
    days.build(select=["base_usage__event_days"])
    days.build(select=["base_usage__event_days", "base_usage__events"])
    assert is_as_rebuilt(days)


def test_a_change_after_the_look_back_is_said_with_its_day(days: EventDays) -> None:
    late = "select landed_on, landed_rows - held_rows from staging.base_usage__event_days where is_late order by 1"
    days.build()
    assert days.sql(late) == []
    days.sql(
        f"insert into {RAW} select * replace ('x' as event_id, '2026-06-23T10:00:00Z' as occurred_at) from pool limit 1",
        f"insert into {RAW} select * replace ('y' as event_id, '2026-06-22T10:00:00Z' as occurred_at) from pool limit 1",
        f"delete from {RAW} where occurred_at between '2026-05-11' and '2026-05-11T99'",
        "select 1",
    )
    gone = days.sql("select count(*) from pool where occurred_at between '2026-05-11' and '2026-05-11T99'")[0][0]
    days.build(select=["base_usage__event_days"])
    assert days.sql(late) == [("2026-05-11", -gone), ("2026-06-22", 1)]


def test_the_order_in_which_dbt_parsed_the_project_is_no_rule(days: EventDays) -> None:
    """dbt parses again what reads another as-of date or landing folder, and puts it last: every day would be read again for it."""
    assert days.compiled("base_usage__event_days", is_reversed=True) == days.compiled("base_usage__event_days")


# Two ids of which DuckDB makes one hash, found among 20 million.
ONE_HASH = ("U1402-194-106-17", "U1402-104-106-10")


def test_events_whose_ids_have_one_hash_are_two_events(days: EventDays) -> None:
    ids = f"select unnest({list(ONE_HASH)}) as id"
    assert days.sql(f"select count(distinct hash('usage', id)) from ({ids})") == [(1,)]
    one = "select * from pool where event_id in (select event_id from staging.stg_usage__events) limit 1"
    days.sql(
        f"insert into {RAW} select {COLUMNS} from (select one.* replace (id as event_id, 'usage' as source_relation) from ({one}) as one, ({ids}))",
        f"insert into {RAW} from {RAW} where event_id = '{ONE_HASH[0]}'",
    )
    days.build()
    assert days.sql(f"select event_id, count(*) from staging.stg_usage__events where event_id in {ONE_HASH} group by all order by all") == [
        (ONE_HASH[1], 1),
        (ONE_HASH[0], 1),
    ]
    assert days.failing_rows("every_landed_row_is_accepted_duplicate_or_quarantined") == []


DELIVERIES = strategies.lists(
    strategies.tuples(
        strategies.integers(1, 1_000_000),  # which rows
        strategies.integers(5, 90),  # how many of a hundred
        strategies.sampled_from(["land", "land", "land", "again", "moved", "restated", "taken", "unknown"]),
        strategies.integers(18, 30),  # the day of June the build is of
    ),
    min_size=3,
    max_size=5,
)


def delivery(seed: int, percent: int, how: str) -> str:
    """SQL that lands, moves, restates or takes away some rows, the same ones for the same seed."""
    picked = f"hash(event_id || '{seed}') % 100 < {percent}"
    moved = f"'2026-06-' || lpad(cast(1 + hash(event_id || 'm{seed}') % 30 as varchar), 2, '0') || 'T10:00:00Z'"
    loaded = f"'2026-06-' || lpad(cast(1 + hash(event_id || 'l{seed}') % 30 as varchar), 2, '0') || 'T11:00:00Z'"
    few = f"hash(event_id || 'f{seed}') % 100 < 3"
    return {
        "land": f"insert into {RAW} select {COLUMNS} from pool where {picked}",
        "again": f"insert into {RAW} select {COLUMNS} from {RAW} where {few}",
        "moved": f"insert into {RAW} select {COLUMNS} from (select * replace ({moved} as occurred_at, {loaded} as loaded_at) from pool where {few})",
        "restated": f"update {RAW} set quantity = '7', feature_key = 'api', loaded_at = {loaded} where {few}",
        "taken": f"delete from {RAW} where {few}",
        "unknown": f"update {RAW} set account_id = 'nobody', user_id = null where {few}",
    }[how]


def equals_the_rebuild(days: EventDays, deliveries: list[tuple[int, int, str, int]]) -> None:
    days.sql(f"delete from {RAW}")
    days.build(full=True)
    for seed, percent, how, day in deliveries:
        days.sql(delivery(seed, percent, how), "select 1")
        kept = days.build(f"2026-06-{day}")
    assert kept == days.build(f"2026-06-{deliveries[-1][3]}", full=True)
    assert deliveries[0][2] != "land" or len(kept["staging.base_usage__events"]) > 0


ORDERS = settings(deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@settings(ORDERS, max_examples=1)
@given(deliveries=DELIVERIES)
def test_any_order_and_lateness_of_delivery_equals_the_full_rebuild(shared: EventDays, deliveries: list[tuple[int, int, str, int]]) -> None:
    equals_the_rebuild(shared, deliveries)


@pytest.mark.long
@settings(ORDERS, max_examples=5)
@given(deliveries=DELIVERIES)
def test_any_order_and_lateness_of_delivery_equals_the_full_rebuild_often(shared: EventDays, deliveries: list[tuple[int, int, str, int]]) -> None:
    equals_the_rebuild(shared, deliveries)
