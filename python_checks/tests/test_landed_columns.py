"""What the dbt model `preflight` returns, wherever the raw tables are."""

import json
from pathlib import Path

import duckdb
import pytest

from python_checks.preflight import landed_columns
from python_checks.problems import InputError
from python_checks.tests.conftest import TABLES, land, write

COLUMNS = sum(len(columns) for columns in TABLES.values())


def answers(project: Path, raw_schemas: str = "{}", switched_off: str = "[]", session: duckdb.DuckDBPyConnection | None = None) -> dict[str, tuple[bool, bool]]:
    """'crm.accounts.seats' -> (is_on, is_landed)."""
    rows = landed_columns(session or duckdb.connect(), raw_schemas, switched_off, project).fetchall()
    assert len(rows) == COLUMNS
    return {".".join(row[:3]): (row[3], row[4]) for row in rows}


def test_the_sample_lands_everything(project: Path) -> None:
    assert set(answers(project).values()) == {(True, True)}


def test_the_sample_can_switch_a_source_off(project: Path) -> None:
    found = answers(project, switched_off='["usage"]')
    assert found["usage.events.event_id"] == (False, False)
    assert found["crm.accounts.seats"] == (True, True)


def test_a_landing_folder_lands_what_its_files_hold(project: Path, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_LANDING", str(landing))
    found = answers(project)
    assert found["crm.accounts.seats"] == (True, True)
    assert found["billing.subscriptions.is_trial"] == (True, False)
    assert found["crm.score_overrides.value"] == (False, False)  # off by default and not landed
    land(landing, "crm/score_overrides", "override_id,account_id,value,starts_on,expires_on", [])
    assert answers(project)["crm.score_overrides.value"] == (True, True)


def test_a_landing_folder_that_does_not_fit_fails_with_every_sentence(project: Path, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_LANDING", str(landing))
    (landing / "usage/events.csv").unlink()
    write(landing / "crm/accounts.csv", "")
    with pytest.raises(InputError) as raised:
        answers(project)
    assert len(raised.value.sentences) == 2
    assert str(raised.value).startswith("- crm/accounts.csv is empty") or str(raised.value).startswith("- usage.events is switched on")


def test_two_companies_do_not_meet_in_one_build_file(project: Path, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_LANDING", str(landing.rename(landing.with_name("other"))))
    with pytest.raises(InputError, match="set HEALTH_COMPANY=acme"):
        answers(project)
    monkeypatch.setenv("HEALTH_COMPANY", "acme")
    assert answers(project)["crm.accounts.seats"] == (True, True)


def test_warehouse_tables_land_the_columns_they_have(project: Path) -> None:
    session = duckdb.connect()
    session.execute("create schema Landed; create table Landed.events as select 1 as EVENT_ID, 'A' as account_id, 'u' as user_id, now() as occurred_at")
    schemas = json.dumps({"usage": "landed", "crm": ""})
    assert answers(project, schemas, session=session)["usage.events.event_id"] == (True, True)
    session.execute("alter table Landed.events drop column user_id")
    with pytest.raises(InputError, match=r'The table landed.events lacks the required column "user_id"'):
        answers(project, schemas, session=session)
    session.execute("drop table Landed.events")
    with pytest.raises(InputError, match=r"The table landed\.events is switched on and does not exist"):
        answers(project, schemas, session=session)
    assert answers(project, schemas, '["usage"]', session)["usage.events.event_id"] == (False, False)
