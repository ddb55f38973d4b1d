"""A small project (contract, seeds, vars) and a landing folder that fits it, both as real files."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

from python_checks.publication.setting import PLACES
from python_checks.tests.browsing import CHROMIUM
from python_checks.tests.postgres_server import Place, Postgres, running_server

TABLES = {
    "crm.accounts": ["account_id id key", "account_name text", "industry code", "created_at timestamp", "seats integer optional"],
    "crm.score_overrides": ["override_id id key", "account_id id", "value decimal", "starts_on date", "expires_on date after starts_on"],
    "billing.subscriptions": ["subscription_id id key", "account_id id", "mrr decimal", "started_on date", "is_trial boolean optional"],
    "billing.invoices": [
        "invoice_id id key",
        "account_id id",
        "amount decimal",
        "issued_on date",
        "due_on date after issued_on",
        "failed_attempts integer optional",
    ],
    "usage.events": ["event_id id key", "account_id id", "user_id id", "occurred_at timestamp"],
}
DBT_PROJECT = {"name": "small", "vars": {"null_words": ["", "n/a"], "reporting_currency": "USD", "switched_off": []}}
SEEDS = {
    "scoring/objectives": ["objective_key,is_primary", "retention,true"],
    "scoring/scoring_models": ["model_version,objective_key,valid_from", "2026.1,retention,2020-01-01", "2027.1,retention,2027-01-01"],
    "scoring/measures": [
        "measure_key,factor_key,measure_name,needs_seats",
        "failures,money,Payment failures,false",
        "logins,use,Logins,false",
        "reach,use,Reach,true",
    ],
    "scoring/factor_weights": [
        "model_version,scorecard_key,factor_key,weight",
        "2026.1,default,money,0.4",
        "2026.1,default,use,0.6",
        "2026.1,large,use,1",
    ],
    "scoring/measure_weights": [
        "model_version,scorecard_key,measure_key,weight",
        "2026.1,default,failures,1",
        "2026.1,default,logins,0.5",
        "2026.1,default,reach,0.5",
    ],
    "scoring/measure_requirements": [
        "measure_key,requirement_group,source_name,table_name,column_name",
        "failures,1,billing,invoices,failed_attempts",
        "logins,1,usage,events,",
        "logins,1,crm,accounts,seats",
        "reach,1,usage,events,",
    ],
    "reference/data_sources": ["source_name,table_name,is_on_by_default", "crm,score_overrides,false", "usage,events,true"],
}


@pytest.fixture(autouse=True)
def _no_company_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEALTH_LANDING", "HEALTH_COMPANY", "HEALTH_AS_OF", "HEALTH_CALLER_FOLDER", "HEALTH_POSTGRES", "HEALTH_POSTGRES_READER", *PLACES):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with a raw contract of five tables and the seeds that the preflight reads."""
    root = tmp_path / "project"
    for source in ("crm", "billing", "usage"):
        tables = [_declared(name.split(".")[1], columns) for name, columns in TABLES.items() if name.startswith(f"{source}.")]
        write(root / f"models/staging/{source}/_{source}__sources.yml", yaml.safe_dump({"sources": [{"name": source, "tables": tables}]}))
    write(root / "dbt_project.yml", yaml.safe_dump(DBT_PROJECT))
    for name, lines in SEEDS.items():
        write(root / f"seeds/{name}.csv", "\n".join(lines) + "\n")
    return root


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    """A landing folder that fits: 20 accounts, each with a subscription, an invoice and two events; no overrides."""
    folder = tmp_path / "acme"
    write(folder / "landing.yml", "company: acme\nas_of_date: 2026-06-30\nreporting_currency: EUR\n")
    numbers = range(1, 21)
    accounts = [f"A-{n},Name {n},software,2024-01-{n:02}T00:00:00Z,{n}" for n in numbers]
    land(folder, "crm/accounts", "account_id,account_name,industry,created_at,seats", accounts)
    land(folder, "billing/subscriptions", "subscription_id,account_id,mrr,started_on", [f"S-{n},A-{n},{n}.50,2024-02-{n:02}" for n in numbers])
    invoices = [f"I-{n},a-{n} ,{n}.00,2024-03-{n:02},2024-04-{n:02},0" for n in numbers]
    land(folder, "billing/invoices", "invoice_id,account_id,amount,issued_on,due_on,failed_attempts", invoices)
    events = [f"E-{n}-{k},A-{n},U-{n},2026-06-{n:02}T0{k}:00:00+02:00" for n in numbers for k in (1, 2)]
    land(folder, "usage/events", "event_id,account_id,user_id,occurred_at", events)
    return folder


def land(folder: Path, table: str, header: str, rows: list[str]) -> Path:
    """Writes a CSV file of a landing folder."""
    return write(folder / f"{table}.csv", "\n".join([header, *rows]) + "\n")


def write(path: Path, text: str) -> Path:
    """Writes a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _declared(table: str, columns: list[str]) -> dict[str, object]:
    meta: dict[str, object] = {"may_be_empty": True} if table == "score_overrides" else {}
    return {"name": table, "columns": [_column(*column.split()) for column in columns], "config": {"meta": meta}}


def _column(name: str, kind: str, *marks: str) -> dict[str, object]:
    meta = {"type": kind, "is_key": "key" in marks, "is_required": "optional" not in marks}
    return {"name": name, "config": {"meta": meta | ({"not_before": marks[1]} if "after" in marks else {})}}


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with running_server() as server:
        yield server


@pytest.fixture
def place(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A new database, to which the environment points, and an empty project folder of acme."""
    database = f"test_{uuid4().hex}"
    postgres.lines("postgres", f"create database {database}")
    monkeypatch.setenv("HEALTH_COMPANY", "acme")
    monkeypatch.setenv("HEALTH_POSTGRES", postgres.uri(database))
    return Place(postgres, database, tmp_path)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()
