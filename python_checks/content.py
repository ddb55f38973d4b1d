"""Finds swapped columns and accounts that are their own parents, by what columns hold.

Only counts leave DuckDB, and account ids where they lead in a circle: no other value is read into Python or into a sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from python_checks.contract import RawColumn
from python_checks.landing import LandedTable
from python_checks.problems import Problem, counted
from python_checks.readers import literal, name

SAMPLE_ROWS = 10_000
FEWEST_VALUES = 5
"""Below this many values a column says nothing about being swapped: the reject budget of the build judges single rows."""

READABLE = {
    "timestamp": "try_cast({value} as timestamptz)",
    "date": "try_cast({value} as timestamptz)",
    "decimal": "try_cast({value} as decimal(18, 4))",
    "integer": "try_cast({value} as decimal(18, 4))",
    "boolean": "nullif(lower({value}) in ('true', 'false', 't', 'f', 'yes', 'no', 'y', 'n', '1', '0'), false)",
}
"""How the staging macros read each type (macros/parse.sql); NULL where it is not readable."""


def prepare(connection: duckdb.DuckDBPyConnection, null_words: Iterable[str]) -> None:
    """Defines clean(text) in the connection: trimmed, NULL for the words that mean "no value"."""
    words = ", ".join(literal(word) for word in ("", *null_words))
    connection.execute(f"create or replace temp macro clean(txt) as case when lower(trim(txt)) in ({words}) then null else trim(txt) end")


def swapped_columns(connection: duckdb.DuckDBPyConnection, landed: LandedTable) -> list[Problem]:
    """Columns of one table that hold something else than the contract says, judged by the first 10,000 rows."""
    checks = [*_unreadable(landed), *_too_early(landed), *_no_key(landed)]
    if not checks:
        return []
    values = ", ".join(f"{check.broken}, {check.total}" for check in checks)
    sampled = f"(select * from {landed.sql} as landed limit {SAMPLE_ROWS})"
    found = connection.execute(f"select {values} from {sampled} as sampled").fetchall()[0]
    pairs: Sequence[tuple[int, int]] = list(zip(found[::2], found[1::2], strict=True))
    return [
        Problem(f"{landed.label}: {check.sentence.format(count=counted(count, 'row'), total=f'{total:,}')}")
        for check, (count, total) in zip(checks, pairs, strict=True)
        if total >= FEWEST_VALUES and count > check.most * total
    ]


@dataclass(frozen=True)
class Check:
    """A sentence, SQL that counts the rows that break it and the rows it is about, and the share from which it is said."""

    sentence: str
    broken: str
    total: str
    most: float = 0.5


def _unreadable(landed: LandedTable) -> list[Check]:
    return [
        Check(
            f'"{column.name}" is not readable as {column.type} in {{count}} of {{total}}: is the column swapped, or its format changed?',
            f"count(clean({name(column.name)})) - count({READABLE[column.type].format(value=f'clean({name(column.name)})')})",
            f"count(clean({name(column.name)}))",
        )
        for column in _landed_columns(landed)
        if column.type in READABLE
    ]


def _too_early(landed: LandedTable) -> list[Check]:
    checks = []
    for column in _landed_columns(landed):
        if column.not_before and landed.has(column.not_before):
            later, earlier = (f"try_cast(clean({name(each)}) as timestamptz)" for each in (column.name, column.not_before))
            checks.append(
                Check(
                    f'"{column.name}" lies before "{column.not_before}" in {{count}} of {{total}}: are the two columns swapped?',
                    f"count(*) filter (where {later} < {earlier})",
                    f"count(*) filter (where {later} is not null and {earlier} is not null)",
                )
            )
    return checks


def _no_key(landed: LandedTable) -> list[Check]:
    """A key that repeats in most rows is another column: redelivered rows repeat it a few times at most."""
    return [
        Check(
            f'"{column.name}" is the key, but is empty or repeated in {{count}} of {{total}}: is the column swapped?',
            f"count(*) - count(distinct clean({name(column.name)}))",
            "count(*)",
            most=0.75,
        )
        for column in _landed_columns(landed)
        if column.is_key and column.name != "source_relation"
    ]


def has_values(connection: duckdb.DuckDBPyConnection, landed: LandedTable, column: str) -> bool:
    """True where the column is landed and not empty in every row."""
    if not landed.has(column):
        return False
    found = connection.execute(f"select 1 from {landed.sql} as landed where clean({name(column)}) is not null limit 1").fetchall()
    return bool(found)


def _landed_columns(landed: LandedTable) -> list[RawColumn]:
    return [column for column in landed.table.columns if landed.has(column.name)]


def unknown_accounts(connection: duckdb.DuckDBPyConnection, accounts: LandedTable, others: Iterable[LandedTable], merged: Iterable[str]) -> list[Problem]:
    """Tables whose account ids have nothing in common with those of crm.accounts (ids merged into other accounts included)."""
    listed = ", ".join(f"({literal(each)})" for each in ("", *merged))
    connection.execute(
        f"create or replace temp table known_accounts as select upper(clean(account_id)) as account_key from {accounts.sql} as accounts "
        f"union select upper(clean(merged_id)) from (values {listed}) as merged(merged_id)"
    )
    problems = []
    for landed in others:
        if landed is accounts or not landed.has("account_id"):
            continue
        ids = f"select distinct upper(clean(account_id)) as account_key from (select account_id from {landed.sql} as landed limit {SAMPLE_ROWS})"
        total, known = connection.execute(
            f"select count(account_key), count(account_key) filter (where account_key in (select account_key from known_accounts)) from ({ids})"
        ).fetchall()[0]
        if total >= FEWEST_VALUES and known == 0:
            problems.append(
                Problem(
                    f'{landed.label}: none of {total:,} different values of "account_id" is an account of crm.accounts: '
                    "is the column swapped, or from another system?"
                )
            )
    return problems


PLAIN_ID = re.compile(r"[A-Z0-9._-]{1,40}")
"""An id that may be shown; a person's address is none."""


def parent_circles(connection: duckdb.DuckDBPyConnection, accounts: LandedTable) -> list[Problem]:
    """Accounts whose parents lead back to them. An account landed with two parents is left to the tests of the build, which know the last version."""
    if not accounts.has("parent_account_id"):
        return []
    pairs = connection.execute(
        "select upper(clean(account_id)), min(upper(clean(parent_account_id))) "
        f"from {accounts.sql} as accounts group by 1 having count(distinct upper(clean(parent_account_id))) = 1"
    ).fetchall()
    circles = _circles(dict(pairs))
    if not circles:
        return []
    shown = min(circles)
    path = " > ".join([*shown, shown[0]]) if all(PLAIN_ID.fullmatch(each) for each in shown) else counted(len(shown), "account")
    more = f" (and {counted(len(circles) - 1, 'other circle')})" if len(circles) > 1 else ""
    return [Problem(f'{accounts.label}: "parent_account_id" leads in a circle, {path}{more}: correct one of these parents in the CRM.')]


def _circles(parent_of: Mapping[str, str]) -> list[list[str]]:
    """Every circle once, beginning with its smallest id."""
    circles: list[list[str]] = []
    seen: set[str] = set()
    for start in parent_of:
        path: list[str] = []
        account: str | None = start
        while account is not None and account not in seen:
            seen.add(account)
            path.append(account)
            account = parent_of.get(account)
        if account in path:
            circle = path[path.index(account) :]
            smallest = circle.index(min(circle))
            circles.append(circle[smallest:] + circle[:smallest])
    return circles
