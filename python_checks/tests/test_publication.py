"""A release on a real PostgreSQL server: whole at every moment, in place of the one before, with every view that stands on it."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb
import pytest

from python_checks.erasure import account_hash, apply_erasures
from python_checks.exits import Exit
from python_checks.project import ROOT
from python_checks.publication.record import behind_lines
from python_checks.publication.task import run_publish
from python_checks.rollback import run_rollback
from python_checks.tests.postgres_releases import ACCOUNTS, erased_seed, make_release
from python_checks.tests.postgres_server import NEEDED, Place

pytestmark = NEEDED
TABLES = {
    table: f"(select concat_ws(' ', count(*), min(release_number), max(release_number)) from published.{table})"
    for table in ("account_health_v1", "account_health_history_v1")
}
SHOWN = f"select concat_ws(' ', (select max(release_id) from published.releases where is_current), {', '.join(TABLES.values())})"
"""One line that says of which release every table is. One statement sees one moment."""
PUBLISH = [sys.executable, "-m", "python_checks.tests.postgres_releases"]


def whole(number: int) -> str:
    """SHOWN, where every table is of that release."""
    return f"r-{number} {ACCOUNTS} {number} {number} {ACCOUNTS} {number} {number}"


def carry(place: Place, number: int, tables: dict[str, str] | None = None) -> None:
    make_release(place.root, number, tables)
    assert run_publish(None, place.root) is Exit.DONE


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


@contextmanager
def stopped_before_the_last_table(place: Place) -> Iterator[None]:
    """Another session holds `releases`, which is written last: whoever publishes has written everything else, and waits."""
    blocker = place.server.odbc(place.database)
    blocker.autocommit = False
    blocker.execute("lock table published.releases in share mode")
    yield
    blocker.rollback()
    blocker.close()


def waiting(place: Place) -> list[str]:
    """Server processes that wait for a table."""
    return place.lines("select pid from pg_locks where not granted and relation = 'published.releases'::regclass")


def test_every_type_and_value_arrives_as_it_is_in_the_release(place: Place) -> None:
    texts = ["plain", "", "\\N", "quote \" and ' and , and |", "line\nend\ttab\\", "naïve 東京 \U0001f600", "null", " blanks "]
    values = place.root / "values.parquet"
    duckdb.connect().execute(
        "copy (select i as key, ($t)[i] as words, (case when i % 2 = 0 then -0.01 * i end)::decimal(18, 2) as amount, (i / 7)::decimal(28, 10) as measured, "
        "99.9::decimal(4, 1) as score, date '2026-02-25' + i::integer as day, i % 3 = 0 as is_third, 9223372036854775700 + i as large, i::integer as small, "
        "timestamp '2026-06-30 23:59:59.123456' as moment, null::varchar as nothing, i / 3 as ratio "
        f"from range(1, {len(texts) + 1}) as numbers(i)) to '{values}' (format parquet)",
        {"t": texts},
    )
    carry(place, 1, {"everything_v1": f"select * from read_parquet('{values}')"})
    released = duckdb.connect(str(place.root / "releases/acme/current/health.duckdb"), read_only=True)
    wanted = released.execute("select * from published.everything_v1 order by key").fetchall()
    assert [row[1] for row in wanted] == texts
    by_odbc = place.server.odbc(place.database).execute("select * from published.everything_v1 order by key").fetchall()
    assert [tuple(row) for row in by_odbc] == wanted
    kinds = "select attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'published.everything_v1'::regclass and attnum > 1"
    assert place.lines(f"{kinds} order by attnum") == [
        *("words text", "amount numeric(18,2)", "measured numeric(28,10)", "score numeric(4,1)", "day date", "is_third boolean", "large bigint"),
        *("small integer", "moment timestamp without time zone", "nothing text", "ratio double precision"),
    ]


def test_the_same_release_again_publishes_nothing(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    carry(place, 1)
    before = place.lines("select xmin from published.account_health_v1 limit 1")
    assert run_publish(None, place.root) is Exit.DONE
    assert capsys.readouterr().out.splitlines()[1].endswith("shows release r-1 already: nothing to publish")
    assert place.lines("select xmin from published.account_health_v1 limit 1") == before
    assert place.lines("select release_id, changed_tables from publication.log") == ["r-1|3"]


def test_what_somebody_took_away_on_the_server_is_put_back(place: Place) -> None:
    carry(place, 1)
    place.lines("delete from published.account_health_v1 where account_id = 'A-7'; drop table published.account_health_history_v1")
    assert run_publish(None, place.root) is Exit.DONE
    assert place.lines(SHOWN) == [whole(1)]


def test_readers_see_whole_releases_only(place: Place) -> None:
    carry(place, 1)
    seen: list[str] = []
    is_over = threading.Event()

    def read() -> None:
        connection = place.server.odbc(place.database)
        while not is_over.is_set():
            seen.append(connection.execute(SHOWN).fetchone()[0])
        connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(2, 7):
        carry(place, number)
    is_over.set()
    reader.join()
    assert set(seen) <= {whole(number) for number in range(1, 7)}
    assert len(set(seen)) > 2
    assert seen == sorted(seen), "a reader went back in time"


def test_several_statements_of_one_reading_see_one_release(place: Place) -> None:
    carry(place, 1)
    reader = place.server.odbc(place.database)
    reader.autocommit = False
    reader.execute("set transaction isolation level repeatable read")
    assert reader.execute("select max(release_number) from published.account_health_v1").fetchone()[0] == 1
    carry(place, 2)
    assert reader.execute(SHOWN).fetchone()[0] == whole(1)
    reader.rollback()
    assert reader.execute(SHOWN).fetchone()[0] == whole(2)


def test_a_publication_that_is_killed_leaves_the_release_before(place: Place) -> None:
    carry(place, 1)
    make_release(place.root, 2)
    with stopped_before_the_last_table(place):
        publisher = subprocess.Popen([*PUBLISH, str(place.root)], cwd=ROOT, stdout=subprocess.DEVNULL)
        wait_until(lambda: bool(waiting(place)))
        assert place.lines(SHOWN) == [whole(1)], "what is written and not committed is seen"
        publisher.kill()
        publisher.wait()
    wait_until(lambda: place.lines("select 1 from pg_stat_activity where application_name = 'account_health' and pid <> pg_backend_pid()") == [])
    assert place.lines(SHOWN) == [whole(1)]
    assert run_publish(None, place.root) is Exit.DONE
    assert place.lines(SHOWN) == [whole(2)]


def test_a_server_that_fails_on_the_way_leaves_the_release_on_disk(place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    carry(place, 1)
    make_release(place.root, 2)
    with stopped_before_the_last_table(place):
        publisher = subprocess.Popen([*PUBLISH, str(place.root)], cwd=ROOT)
        wait_until(lambda: bool(waiting(place)))
        place.lines(f"select pg_terminate_backend({waiting(place)[0]})")
        assert publisher.wait(60) == Exit.FAILED
    said = capfd.readouterr().out
    assert (
        "Release r-2 stands; PostgreSQL was not changed: the connection was lost or refused: check that the server runs. Publish again: ./run publish" in said
    )
    assert (place.root / "releases/acme/current").resolve().name == "r-2"
    assert place.lines(SHOWN) == [whole(1)]
    assert run_publish(None, place.root) is Exit.DONE
    assert place.lines(SHOWN) == [whole(2)]


def test_of_two_at_once_one_waits_for_the_other(place: Place) -> None:
    carry(place, 1)
    others = [place.root / "second", place.root / "third"]
    for number, root in enumerate(others, start=2):
        make_release(root, number)
    with stopped_before_the_last_table(place):
        running = [subprocess.Popen([*PUBLISH, str(root)], cwd=ROOT, stdout=subprocess.DEVNULL) for root in others]
        wait_until(lambda: len(place.lines("select 1 from pg_locks where not granted")) == 2)
        assert len(waiting(place)) == 1
    assert [process.wait(60) for process in running] == [Exit.DONE, Exit.DONE]
    order = place.lines("select release_id from publication.log order by log_number")
    assert sorted(order) == ["r-1", "r-2", "r-3"]
    assert place.lines(SHOWN) == [whole(int(order[-1][-1]))]


def test_a_view_lives_on_and_shows_the_new_release(place: Place) -> None:
    carry(place, 1)
    place.lines("create schema bi; create view bi.totals as select release_number, sum(arr) as arr from published.account_health_v1 group by release_number")
    carry(place, 2, {"account_health": "select 'A-1' as account_id, 1 as old_shape"})
    place.lines("create view bi.current as select account_id, old_shape from published.account_health")
    assert place.lines("select * from bi.totals") == ["2|2001000.00"]
    carry(place, 3, {"account_health": "select 'A-1' as account_id, 2 as old_shape, true as is_new"})
    assert place.lines("select * from bi.totals; select * from bi.current; select is_new from published.account_health") == ["3|2001000.00", "A-1|2", "t"]


def test_a_column_or_table_that_left_stays_empty_and_is_said(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    carry(place, 1, {"account_health": "select 'A-1' as account_id, 7 as lost", "left_v1": "select 'A-1' as account_id"})
    place.lines("create view current as select account_id, lost from published.account_health; create view gone as select * from published.left_v1")
    capsys.readouterr()
    carry(place, 2, {"account_health": "select 'A-1' as account_id"})
    said = capsys.readouterr().out
    assert "  ! published.left_v1 is in no release any more: it is empty on the server; drop it once no view needs it." in said
    assert "  ! published.account_health keeps lost for the views that read it, empty: no release has it any more." in said
    assert place.lines("select * from current; select count(*) from gone") == ["A-1|", "0"]


def test_a_retyped_column_under_a_view_changes_nothing_and_without_it_everything(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    carry(place, 1, {"account_health": "select 7 as figure"})
    place.lines("create view current as select figure from published.account_health")
    make_release(place.root, 2, {"account_health": "select 'seven' as figure"})
    assert run_publish(None, place.root) is Exit.FAILED
    assert "a column has another type in this release and views stand on it: drop these views, publish again, make them anew" in capsys.readouterr().out
    assert place.lines(SHOWN + "; select * from current") == [whole(1), "7"]
    place.lines("drop view current")
    assert run_publish(None, place.root) is Exit.DONE
    assert place.lines(SHOWN + "; select * from published.account_health") == [whole(2), "seven"]


def test_a_table_of_somebody_else_is_not_touched(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.lines("create schema published; create table published.account_health_v1 (dear text); insert into published.account_health_v1 values ('kept')")
    make_release(place.root, 1)
    assert run_publish(None, place.root) is Exit.FAILED
    assert "published.account_health_v1 was not put there by this project: rename it, then publish again" in capsys.readouterr().out
    assert place.lines("select * from published.account_health_v1") == ["kept"]


def test_a_rollback_says_who_does_not_follow_and_can_be_carried_over(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    carry(place, 1)
    carry(place, 2)
    capsys.readouterr()
    assert run_rollback(None, None, place.root) is Exit.DONE
    assert "  ! PostgreSQL still shows release r-2, not r-1: ./run publish postgres carries it over.\n" in capsys.readouterr().out
    assert run_publish(None, place.root) is Exit.DONE
    assert place.lines(SHOWN) == [whole(1)]
    assert behind_lines("acme", place.root) == []


def test_an_erased_account_leaves_the_server_with_the_next_publication(place: Place) -> None:
    erased_seed(place.root)
    carry(place, 1)
    erased_seed(place.root, account_hash("a-7 "))
    apply_erasures("acme", place.root)
    assert behind_lines("acme", place.root) == [
        "  ! PostgreSQL still shows release r-1, as it was before accounts were erased from it: ./run publish postgres carries it over."
    ]
    assert run_publish(None, place.root) is Exit.DONE
    assert [place.lines(f"select count(*) from published.{table} where account_id = 'A-7'") for table in TABLES] == [["0"], ["0"]]
    assert place.lines("select count(*) from published.account_health_v1") == [str(ACCOUNTS - 1)]
