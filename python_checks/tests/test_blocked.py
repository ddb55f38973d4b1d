"""The screen of a blocked build."""

from pathlib import Path

import duckdb
import pytest

from python_checks.blocked import GATE_TEST, blocked_lines, expired_lines
from python_checks.exit_map import NodeResult

GATE = NodeResult("test", GATE_TEST, "tests/integrity/every_gate_rule_passed.sql", "fail", failures=1)
RULE = """
    insert into quality.release_gate values
    ('{key}', 'largest factor', {observed}, 4.000000, {where}, 'Compare the units', 'Finance', false, {may_be_excepted})
"""


@pytest.fixture
def build_file(tmp_path: Path) -> Path:
    """What a build leaves behind, with one rule that passed."""
    path = tmp_path / "nova.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("""
            create schema quality; create schema reference; create schema marts;
            create table quality.release_gate (rule_key varchar, what_is_counted varchar, observed decimal(18, 6), limit_value decimal(18, 6),
                where_seen varchar, remedy varchar, owner_name varchar, is_passed boolean, may_be_excepted boolean);
            insert into quality.release_gate values ('fine', 'x', 0, 0, null, 'x', 'Finance', true, true);
            create table reference.data_owners as select 'Finance' as owner_name, '#billing' as owner_channel;
            create table reference.gate_exceptions (rule_key varchar, as_of_date date, expires_on date);
            create table marts.release_candidate as select date '2026-06-30' as as_of_date;
        """)
    return path


def add(build_file: Path, *statements: str) -> None:
    with duckdb.connect(str(build_file)) as connection:
        for statement in statements:
            connection.execute(statement)


def broken(key: str, observed: str = "10", where: str = "'arr of billing.subscriptions'", may_be_excepted: str = "true") -> str:
    return RULE.format(key=key, observed=observed, where=where, may_be_excepted=may_be_excepted)


def test_a_blocked_build_says_rule_figures_place_remedy_owner_and_way_out(build_file: Path) -> None:
    add(build_file, broken("unit_change"))
    assert blocked_lines([GATE], build_file, "2026-06-29-abc") == [
        "",
        "Blocked: a check on the data failed.",
        "- unit_change: 10, at most 4: largest factor",
        "    where   arr of billing.subscriptions",
        "    remedy  Compare the units; Finance (#billing)",
        "  Reviewed, and right all the same? A row per rule in seeds/reference/gate_exceptions.csv lets this date pass: "
        "unit_change,2026-06-30,WHY,WHO,2026-07-07",
        "",
        "Nothing was published; readers see release 2026-06-29-abc, unchanged.",
    ]


def test_what_may_not_be_excepted_says_so_and_nothing_counted_is_said(build_file: Path) -> None:
    add(build_file, broken("mismatches", "null", "null", "false"), broken("unit_change"))
    screen = blocked_lines([GATE], build_file, None)
    assert screen[2:4] == ["- mismatches: nothing, at most 4: largest factor", "    remedy  Compare the units; Finance (#billing)"]
    assert "  No exception is possible for mismatches." in screen
    assert not any("Reviewed" in line for line in screen)
    assert screen[-1] == "Nothing was published; readers see no release yet."


def test_many_failures_fit_on_one_screen(build_file: Path) -> None:
    add(build_file, *(broken(f"rule_{number}", where=f"'{'long ' * 200}'") for number in range(9)))
    tests = [NodeResult("test", f"test_{number}", "models/marts/a.yml", "fail", failures=2, description="It is wrong. Mend it.") for number in range(9)]
    screen = blocked_lines([GATE, *tests], build_file, "2026-06-29-abc")
    assert len(screen) <= 25
    assert max(map(len, screen)) <= 240
    assert "  And 5 more rules, in quality.release_gate: rule_4, rule_5, rule_6, rule_7, rule_8" in screen
    assert "  ... and 5 more, in logs/dbt.log." in screen


def test_a_failed_test_alone_is_said_in_its_own_words(build_file: Path) -> None:
    test = NodeResult("test", "bounds", "tests/integrity/bounds.sql", "fail", failures=1, description="A score lies outside its bounds. Mend it.")
    assert blocked_lines([test], build_file, None)[2:] == [
        "- A score lies outside its bounds (1 row, test bounds).",
        "",
        "Nothing was published; readers see no release yet.",
    ]


def test_a_build_without_a_readable_gate_still_says_what_failed(tmp_path: Path) -> None:
    assert blocked_lines([GATE], tmp_path / "absent.duckdb", None)[2] == "- every gate rule passed (1 row, test every_gate_rule_passed)."


def test_an_expired_exception_is_said_by_every_build(build_file: Path) -> None:
    add(build_file, "insert into reference.gate_exceptions values ('a', '2026-06-20', '2026-06-29'), ('b', '2026-06-30', '2026-06-30')")
    assert expired_lines(build_file) == ["  An exception for a and 2026-06-20 expired on 2026-06-29 and is ignored; remove it."]
