"""A made-up build file for the page of the data owners: any number of failed checks, runs back in time, canaries and texts that mean harm."""

import json
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from python_checks.tests.report_book import HOSTILE

TODAY = date(2026, 11, 20)
CANARIES = ("canary.person@example.com", "+49 170 555 01 99", "Petra Kanarienvogel")
"""Personal data planted in stored failures: none of it may be in the page or a digest."""
OWNERS = ("Finance Systems", "Revenue Operations", "Support Operations", "Product Analytics", "Customer Success Operations", "Analytics Engineering")
TABLES = ("billing.invoices", "crm.accounts", "support.tickets", "usage.events", "crm.activities", "fct_account_scores")
KINDS = ("data_test", "expectation", "data_test")
ACCOUNTS = 40
RUNS = 20

SCHEMAS = """
    create schema quality; create schema reference; create schema rulebook; create schema marts; create schema test_failures;
    create table quality.check_history (
        invocation_id varchar, run_started_at timestamp, as_of_date date, check_kind varchar, check_key varchar, description varchar, status varchar,
        severity varchar, owner_name varchar, owner_channel varchar, table_name varchar, column_name varchar, failing_rows bigint, observed varchar,
        limit_text varchar, remedy varchar, stored_in varchar, code_path varchar
    );
    create table reference.data_owners (owner_name varchar, owner_channel varchar, critical_sla_days integer, warning_sla_days integer);
    create table reference.check_acknowledgements (check_key varchar, status varchar, reason varchar, author varchar, expires_on date);
    create table rulebook.measures (measure_key varchar, measure_name varchar);
    insert into rulebook.measures values ('overdue_share', 'Overdue share'), ('csat_90d', 'Ticket satisfaction');
    create table rulebook.measure_requirements (measure_key varchar, source_name varchar, table_name varchar);
    insert into rulebook.measure_requirements values ('overdue_share', 'billing', 'invoices'), ('csat_90d', 'support', 'tickets');
    create table quality.quarantine (
        source_name varchar, table_name varchar, source_relation varchar, line_key varchar, record_hash varchar, account_id varchar, reject_reason varchar,
        how_to_fix varchar, owner_name varchar, owner_channel varchar
    );
"""
MARTS = f"""
    create table marts.fct_account_health as
    select
        'A-' || number as account_id, true as is_latest_date, true as is_primary_objective, cast(1000 * number as decimal(18, 2)) as arr, 'EUR' as currency
    from range(1, {ACCOUNTS} + 1) as numbers(number);
    create table marts.fct_measure_scores as
    select account_id, 'overdue_share' as measure_key, 'observed' as state, true as is_champion, date '2026-11-20' as as_of_date
    from marts.fct_account_health where arr <= 10000;
"""
SCORECARD = """
    create table quality.source_scorecard as
    select
        source_name, table_name, owner, '#data' as owner_channel, true as is_on, landed, landed - turned_away as accepted_rows, 0 as duplicate_rows,
        landed as landed_rows, turned_away as quarantined_rows, 0 as orphan_rows, cast(turned_away / landed as decimal(9, 6)) as reject_share,
        cast(0 as decimal(9, 6)) as orphan_share, date '2026-11-20' - age as newest_record_on, cast(null as date) as newest_loaded_on, age as age_days,
        cast(0.01 as decimal(5, 4)) as reject_budget, 7 as warn_after_days, 30 as error_after_days
    from (values
        ('billing', 'invoices', 'Finance Systems', 800, $above, 2), ('billing', 'subscriptions', 'Finance Systems', 100, 0, 1),
        ('crm', 'accounts', 'Revenue Operations', 80, 0, 0), ('support', 'tickets', 'Support Operations', 500, 4, $late),
        ('usage', 'events', 'Product Analytics', 96000, 39, 0), ('crm', 'activities', 'Customer Success Operations', 1700, 8, 1)
    ) as tables(source_name, table_name, owner, landed, turned_away, age)
"""


def make_owners_book(root: Path, failures: int, first_run: datetime = datetime(2026, 11, 1, 5, 30)) -> Path:
    """Writes root/build/book.duckdb with that many failed checks (and, from one on, a late source and a table above its budget)."""
    (root / "build").mkdir(parents=True, exist_ok=True)
    path = root / "build" / "book.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMAS + MARTS)
        connection.execute(SCORECARD, {"above": 24 if failures else 3, "late": 12 if failures else 0})
        connection.executemany("insert into reference.data_owners values (?, ?, ?, ?)", [(name, f"#{name.split()[0].lower()}", 2, 10) for name in OWNERS])
        _quarantine(connection, failures)
        _history(connection, failures, first_run)
    _manifest(root, failures)
    return path


def _quarantine(connection: duckdb.DuckDBPyConnection, failures: int) -> None:
    names = [*HOSTILE.values(), *CANARIES[:2]]
    rows = [("billing", "invoices", "Finance Systems", number) for number in range(24 if failures else 3)]
    rows += [("support", "tickets", "Support Operations", number) for number in range(4)]
    connection.executemany(
        "insert into quality.quarantine values (?, ?, ?, ?, 'hash', ?, 'unknown_account', 'Add the account to the CRM.', ?, '#data')",
        [(source, table, source, f"K-{number}", names[number % len(names)], owner) for source, table, owner, number in rows],
    )


def _history(connection: duckdb.DuckDBPyConnection, failures: int, first_run: datetime) -> None:
    for number in range(max(failures, 60)):
        owner, table = OWNERS[number % 6], TABLES[number % 6]
        is_failing, failing_runs = number < failures, 1 + number * 5 % 17
        key = f"check_number_{number}"
        connection.executemany(
            "insert into quality.check_history values (?, ?, '2026-11-20', ?, ?, ?, ?, ?, ?, '#data', ?, ?, ?, null, null, ?, ?, 'tests/integrity/some.sql')",
            [
                (
                    *(f"run-{run:02}", first_run + timedelta(days=run), KINDS[number // 2 % 3], key),
                    f"{_said(number)} of {table}. Readers would add up the wrong rows.",
                    "failed" if is_failing and run >= RUNS - failing_runs else "passed",
                    *("critical" if number % 4 else "warning", owner, table, "account_id"),
                    *(3 + number if is_failing else 0, "Correct the rows at the source and land the table again."),
                    f"test_failures.{key}" if KINDS[number // 2 % 3] == "data_test" else None,
                )
                for run in range(RUNS)
            ],
        )
        if is_failing and KINDS[number // 2 % 3] == "data_test":
            _stored(connection, key, 3 + number)
    if failures:
        connection.execute("""
            insert into quality.check_history
            select * replace ('gate_rule' as check_kind, 'reject_budgets_exceeded' as check_key, 'tables above their budget' as description,
                'failed' as status, 'critical' as severity, 'Analytics Engineering' as owner_name, 'release_gate' as table_name, null as stored_in)
            from quality.check_history where check_key = 'check_number_0' and status = 'failed'
        """)
    if failures > 5:
        connection.execute("insert into reference.check_acknowledgements values ('check_number_2', 'acknowledged', 'Vendor repairs it', 'Ada', '2026-12-24')")
        connection.execute("insert into reference.check_acknowledgements values ('check_number_4', 'muted', 'Known gap', 'Bob', '2026-11-10')")
        connection.execute("insert into reference.check_acknowledgements values ('check_number_5', 'muted', 'Old system', 'Cyd', '2026-12-01')")


def _said(number: int) -> str:
    return ("A key stands in two rows", "A required value is empty", "An amount is not the sum of its parts", "A date is before its beginning")[number % 4]


def _stored(connection: duckdb.DuckDBPyConnection, key: str, count: int) -> None:
    names = list(HOSTILE.values())
    connection.execute(
        f"""
        create table test_failures.{key} as
        select
            'models/staging' as file, coalesce($names[number], 'KEY-' || number) as row_key, 'A-' || number as account_id,
            'written by ' || $mail || ', call ' || $phone as problem, 'correct it' as remedy, $person as full_name, number * 1.5 as amount,
            'open' as invoice_status
        from range(1, $count + 1) as numbers(number)
        """,
        {"names": names, "mail": CANARIES[0], "phone": CANARIES[1], "person": CANARIES[2], "count": count},
    )


def _manifest(root: Path, failures: int) -> None:
    def model(name: str, folder: str, columns: dict[str, Any] | None = None) -> dict[str, Any]:
        return {"name": name, "resource_type": "model", "original_file_path": f"models/{folder}/{name}.sql", "fqn": ["book", folder], "columns": columns or {}}

    personal = {"full_name": {"config": {"meta": {"personal": True}}}}
    names = [("base_billing__invoices", "staging"), ("stg_billing__invoices", "staging"), ("int_measure__overdue_share", "intermediate")]
    names += [("fct_account_scores", "marts"), ("account_health_v1", "published"), ("release_gate", "quality")]
    nodes = {f"model.{name}": model(name, folder, personal if "stg" in name else None) for name, folder in names}
    nodes |= {f"test.{number}": {"name": f"check_number_{number}", "resource_type": "test"} for number in range(max(failures, 60))}
    chain = [*(f"model.{name}" for name, _ in names[:5]), "exposure.list"]
    children = {parent: [child] for parent, child in pairwise(chain)}
    exposures = {"exposure.list": {"name": "list", "label": "Customer success dashboard", "resource_type": "exposure"}}
    (root / "target").mkdir(exist_ok=True)
    (root / "target" / "manifest.json").write_text(json.dumps({"nodes": nodes, "sources": {}, "exposures": exposures, "child_map": children}))
