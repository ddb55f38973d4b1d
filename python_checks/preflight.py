"""Does the landing fit the raw contract? Finds every problem before anything is built, one sentence each."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from python_checks.content import has_values, parent_circles, prepare, swapped_columns, unknown_accounts
from python_checks.contract import Contract, RawTable, read_contract
from python_checks.erasure import named_erased_accounts
from python_checks.landing import LandedTable, absent_table, find_files, unread_tables
from python_checks.problems import InputError, Level, Problem, counted, errors_in, listed, nearest
from python_checks.project import ROOT, company_of_environment, project_vars, read_rows
from python_checks.readers import connect, read_table, relation_of
from python_checks.settings import Settings, read_settings

SEATS = ("crm.accounts", "billing.subscriptions")
"""Tables whose column `seats` says how many seats an account pays for."""


@dataclass
class Landing:
    """What a landing folder holds: tables that are on, as landed, and what was found wrong with them.

    `knows_seats` is False where no row of either table says its seats: measures that need them are not applicable.
    """

    tables: dict[str, LandedTable] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    knows_seats: bool = False

    def columns_of(self, table: RawTable) -> set[str]:
        """The contract's columns that are landed; none where the table is off or unreadable."""
        landed = self.tables.get(table.full_name)
        return {column.name for column in table.columns if landed is not None and landed.has(column.name)}


def inspect_landing(settings: Settings, contract: Contract, root: Path = ROOT) -> Landing:
    """Reads the structure of every landed table that is on, then what the columns hold.

    Only files whose structure is sound are judged by content: a shifted row would give a wrong hint.
    """
    landing, connection = Landing(), connect()
    if settings.landing is None:
        return landing
    sound: list[LandedTable] = []
    for table in contract.values():
        if not settings.is_off(table.source, table.name):
            landed, problems = _structure(connection, settings.landing, table)
            landing.problems += problems
            if landed is not None:
                landing.tables[table.full_name] = landed
                sound += [landed] if not errors_in(problems) else []
    prepare(connection, project_vars(root).get("null_words") or [])
    landing.problems += _content(connection, sound, root)
    landing.knows_seats = any(has_values(connection, landed, "seats") for landed in sound if landed.table.full_name in SEATS)
    landing.problems += _unread(settings.landing, settings, contract)
    return landing


def _structure(connection: duckdb.DuckDBPyConnection, folder: Path, table: RawTable) -> tuple[LandedTable | None, list[Problem]]:
    """Files, header and rows of one table that is on."""
    files, problems = find_files(folder, table)
    if not files:
        is_missed = not problems and table.is_on_by_default
        return None, [absent_table(folder, table)] if is_missed else problems
    landed, problems = read_table(connection, table, files)
    if landed is not None and not problems:
        problems = _columns(landed)
    return landed, problems


def _content(connection: duckdb.DuckDBPyConnection, sound: list[LandedTable], root: Path) -> list[Problem]:
    """Swapped columns of every sound table; ids are compared with crm.accounts only where that table itself holds what it should."""
    swapped = {landed.table.full_name: swapped_columns(connection, landed) for landed in sound}
    problems = [problem for of_table in swapped.values() for problem in of_table]
    accounts = next((landed for landed in sound if landed.table.full_name == "crm.accounts"), None)
    if accounts is None or swapped["crm.accounts"]:
        return problems
    merged = [row["merged_account_id"] for row in read_rows(root / "seeds/reference/account_merges.csv")]
    return problems + parent_circles(connection, accounts) + unknown_accounts(connection, accounts, sound, merged)


def _columns(landed: LandedTable) -> list[Problem]:
    """Column names and row count of one table against the contract."""
    table, label = landed.table, landed.label
    names = [name.strip().lower() for name in landed.columns]
    known = {column.name for column in table.columns}
    if not known & set(names):
        return [Problem(f"{label} has none of the contract's column names in its first line: is the header missing, or another separator used?")]
    extra = [name for name in landed.columns if name.lower() not in known]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems = [Problem(f'{label} has the column "{name}" {names.count(name)} times: keep one of them.') for name in twice]
    for column in table.columns:
        if column.is_required and not landed.has(column.name) and column.name not in twice:
            renamed = nearest(column.name, extra)
            hint = f' (found "{renamed}": renamed?)' if renamed else ""
            problems.append(Problem(f'{label} lacks the required column "{column.name}"{hint}: land it under that name.'))
    if extra:
        problems.append(
            Problem(f"{label} has {counted(len(extra), 'column')} outside the contract ({listed(extra)}): not read, never published.", Level.WARNING)
        )
    if landed.rows == 0 and not table.may_be_empty:
        problems.append(Problem(f"{label} has a header and no rows: land it in full, or add {table.full_name} to switched_off in landing.yml."))
    return problems


def _unread(folder: Path, settings: Settings, contract: Contract) -> list[Problem]:
    is_on = {name: not settings.is_off(table.source, table.name) for name, table in contract.items()}
    return [Problem(f"{label} is not read: its table is switched off or not in the contract.", Level.WARNING) for label in unread_tables(folder, is_on)]


def landed_columns(session: Any, raw_schemas: str = "{}", switched_off: str = "[]", root: Path = ROOT) -> Any:
    """What the dbt model `preflight` returns: a DuckDB relation with one row per column of the raw contract.

    `raw_schemas` maps sources to the schema of their warehouse tables, `switched_off` lists what is off without a landing folder; both as JSON.
    Every source is read where macros/raw.sql reads it: warehouse, landing folder, else the sample.
    Raises InputError, one sentence a line, where something does not fit.
    """
    contract = read_contract(root)
    schemas = {source: schema for source, schema in json.loads(raw_schemas).items() if schema}
    settings = Settings(company="sample", switched_off=frozenset(json.loads(switched_off)))
    landing, errors = Landing(), named_erased_accounts(root)
    if os.environ.get("HEALTH_LANDING"):
        settings = read_settings(contract, root=root)
        _same_company(settings, errors)
        in_files = {name: table for name, table in contract.items() if table.source not in schemas}
        landing = inspect_landing(settings, in_files, root)
        errors += errors_in(landing.problems)
    rows: list[dict[str, Any]] = []
    for table in contract.values():
        columns, problems = _where_it_is(session, table, schemas, settings, landing)
        errors += problems
        is_on = not settings.is_off(table.source, table.name) and bool(columns)
        rows += _answers(table, is_on, columns)
    if errors:
        raise InputError(errors)
    return relation_of(session, rows)


def _answers(table: RawTable, is_on: bool, landed: set[str]) -> list[dict[str, Any]]:
    """One row per column of a table of the contract, in its order."""
    table_row = {"source_name": table.source, "table_name": table.name}
    return [
        {
            **table_row,
            "column_name": column.name,
            "is_on": is_on,
            "is_landed": is_on and column.name in landed,
            "column_position": position,
            "column_type": column.type,
            "is_filled_later": column.is_filled_later,
        }
        for position, column in enumerate(table.columns, start=1)
    ]


def _same_company(settings: Settings, errors: list[str]) -> None:
    """Two companies must not meet in one build file: it is named by the environment, not by landing.yml."""
    if company_of_environment() != settings.company:
        errors.append(f"landing.yml says company {settings.company}, the build file another one: set HEALTH_COMPANY={settings.company}.")


def _where_it_is(session: Any, table: RawTable, schemas: dict[str, str], settings: Settings, landing: Landing) -> tuple[set[str], list[str]]:
    """The landed columns of one table, wherever its source is read from, and what is wrong with it."""
    if settings.is_off(table.source, table.name):
        return set(), []
    if table.source not in schemas:
        return (landing.columns_of(table) if settings.landing else {column.name for column in table.columns}), []
    found = session.execute(
        "select lower(column_name) from information_schema.columns where lower(table_schema) = lower(?) and lower(table_name) = ?",
        [schemas[table.source], table.name],
    ).fetchall()
    columns = {row[0] for row in found}
    if not columns and table.is_on_by_default:
        return set(), [f"The table {schemas[table.source]}.{table.name} is switched on and does not exist: land it, or switch {table.full_name} off."]
    lost = [column.name for column in table.columns if column.is_required and column.name not in columns] if columns else []
    return columns, [f'The table {schemas[table.source]}.{table.name} lacks the required column "{each}": add it under that name.' for each in lost]
