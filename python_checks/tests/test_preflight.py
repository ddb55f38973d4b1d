"""Each way a landing does not fit, and the sentence that says so."""

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from python_checks.check import run_check
from python_checks.contract import read_contract
from python_checks.exits import Exit
from python_checks.preflight import Landing, inspect_landing
from python_checks.problems import Level, errors_in
from python_checks.project import ROOT
from python_checks.settings import read_settings
from python_checks.tests.conftest import land, write

ACCOUNTS = "account_id,account_name,industry,created_at,seats"
SUBSCRIPTIONS = "subscription_id,account_id,mrr,started_on"
INVOICES = "invoice_id,account_id,amount,issued_on,due_on,failed_attempts"
NOVA = ROOT.parent / "shared" / "data" / "nova"


def inspected(project: Path, landing: Path) -> Landing:
    contract = read_contract(project)
    return inspect_landing(read_settings(contract, str(landing), None, project), contract, project)


def edit(path: str, change: Callable[[str], str]) -> Callable[[Path], object]:
    return lambda folder: write(folder / path, change((folder / path).read_text()))


def parquet(table: str, query: str) -> Callable[[Path], object]:
    def write_parquet(folder: Path) -> None:
        (folder / f"{table}.csv").unlink(missing_ok=True)
        (folder / table).parent.mkdir(parents=True, exist_ok=True)
        duckdb.sql(query).write_parquet(str(folder / f"{table}.parquet"))

    return write_parquet


def test_a_landing_that_fits_has_no_problem(project: Path, landing: Path) -> None:
    found = inspected(project, landing)
    assert found.problems == []
    assert {name: table.rows for name, table in found.tables.items()} == {
        "billing.invoices": 20,
        "billing.subscriptions": 20,
        "crm.accounts": 20,
        "usage.events": 40,
    }
    assert found.knows_seats


PROBLEMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "absent": (
        lambda folder: (folder / "usage/events.csv").unlink(),
        "usage.events is switched on and has no file usage/events.csv or .parquet: land it, or add usage.events to switched_off",
    ),
    "other file name": (lambda folder: (folder / "usage/events.csv").rename(folder / "usage/event.csv"), '(found "event.csv": renamed?)'),
    "twice": (lambda folder: write(folder / "usage/events.parquet", "x"), "usage.events is landed more than once"),
    "zero bytes": (lambda folder: write(folder / "crm/accounts.csv", ""), "crm/accounts.csv is empty (0 bytes)"),
    "header only": (lambda folder: write(folder / "crm/accounts.csv", ACCOUNTS + "\n"), "crm/accounts.csv has a header and no rows"),
    "open quote": (
        edit("crm/accounts.csv", lambda text: text.replace("Name 3,", '"Name 3,')),
        "crm/accounts.csv opens a quote in line 4 and does not close it",
    ),
    "ragged": (
        edit("crm/accounts.csv", lambda text: text.replace("Name 3,", "Name, 3,").replace(",7\n", "\n")),
        "crm/accounts.csv: 2 rows with more or fewer values than the header has columns, the first in line 4",
    ),
    "mixed line ends": (edit("crm/accounts.csv", lambda text: text.replace("seats\n", "seats\r\n")), "mixes two kinds of line ends"),
    "latin-1": (
        lambda folder: (folder / "crm/accounts.csv").write_bytes((folder / "crm/accounts.csv").read_bytes().replace(b"Name 5", b"Ren\xe9")),
        "crm/accounts.csv is not UTF-8 text from line 6 on: save it as UTF-8.",
    ),
    "utf-16": (
        lambda folder: (folder / "crm/accounts.csv").write_text((folder / "crm/accounts.csv").read_text(), encoding="utf-16"),
        "crm/accounts.csv is not UTF-8 text",
    ),
    "missing column": (
        edit("crm/accounts.csv", lambda text: text.replace("account_name", "acct_name")),
        'crm/accounts.csv lacks the required column "account_name" (found "acct_name": renamed?)',
    ),
    "duplicate column": (edit("crm/accounts.csv", lambda text: text.replace("seats", "Account_Name")), 'has the column "account_name" 2 times'),
    "semicolons": (edit("crm/accounts.csv", lambda text: text.replace(",", ";")), "has none of the contract's column names in its first line"),
    "no header": (edit("crm/accounts.csv", lambda text: text.split("\n", 1)[1]), "is the header missing"),
    "date column holds text": (
        edit("crm/accounts.csv", lambda text: text.replace("account_name,industry,created_at", "created_at,account_name,industry")),
        '"created_at" is not readable as timestamp in 20 rows of 20: is the column swapped, or its format changed?',
    ),
    "decimal commas": (
        edit("billing/subscriptions.csv", lambda text: re.sub(r",(\d+)\.50,", r',"\1,50",', text)),
        'billing/subscriptions.csv: "mrr" is not readable as decimal in 20 rows of 20',
    ),
    "swapped dates": (
        edit("billing/invoices.csv", lambda text: text.replace("issued_on,due_on", "due_on,issued_on")),
        '"due_on" lies before "issued_on" in 20 rows of 20: are the two columns swapped?',
    ),
    "swapped key": (
        edit("crm/accounts.csv", lambda text: text.replace("account_id,account_name,industry", "industry,account_name,account_id")),
        '"account_id" is the key, but is empty or repeated in 19 rows of 20',
    ),
    "swapped account id": (
        edit("usage/events.csv", lambda text: text.replace("account_id,user_id", "user_id,account_id")),
        'usage/events.csv: none of 20 different values of "account_id" is an account of crm.accounts',
    ),
    "damaged parquet": (
        lambda folder: write((folder / "usage/events.csv").rename(folder / "usage/events.parquet"), "PAR1 and then nothing"),
        "usage/events.parquet cannot be read as Parquet",
    ),
    "parquet without a column": (
        parquet("usage/events", "select 'E' || i as event_id, 'A-' || i as account_id, now() as occurred_at from range(1, 10) as t(i)"),
        'usage/events.parquet lacks the required column "user_id"',
    ),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_a_problem_is_said_in_a_sentence(project: Path, landing: Path, case: str) -> None:
    spoil, sentence = PROBLEMS[case]
    spoil(landing)
    errors = errors_in(inspected(project, landing).problems)
    assert any(sentence in error for error in errors), errors
    assert len(errors) == 1, errors


def test_every_table_is_judged_in_one_go(project: Path, landing: Path) -> None:
    for case in ("zero bytes", "swapped dates", "swapped account id"):
        PROBLEMS[case][0](landing)
    errors = errors_in(inspected(project, landing).problems)
    assert {error.split(" ")[0].rstrip(":") for error in errors} == {"crm/accounts.csv", "billing/invoices.csv"}
    PROBLEMS["absent"][0](landing)
    assert len(errors_in(inspected(project, landing).problems)) == 3


@pytest.mark.parametrize(
    "change",
    [
        edit("crm/accounts.csv", lambda text: "\ufeff" + text),
        edit("crm/accounts.csv", lambda text: text.replace("account_id,account_name", "Account_ID,ACCOUNT_NAME")),
        edit("crm/accounts.csv", lambda text: text.replace("software", "N/A").replace("2024-01-05T00:00:00Z", "n/a")),
        edit("crm/accounts.csv", lambda text: text.replace("Name 3", '"#3, ""the third""\nof its name"').replace("A-4,", "#A-4,")),
        edit("crm/accounts.csv", lambda text: text.replace("\n", "\r\n")),
        edit("billing/invoices.csv", lambda text: text.replace("2024-04-03", "soon").replace("2024-04-04", "2023-01-01")),
        lambda folder: land(folder, "crm/score_overrides", "override_id,account_id,value,starts_on,expires_on", []),
        lambda folder: land(folder, "crm/score_overrides", "override_id,account_id,value,starts_on,expires_on", ["O-1,unknown,x,soon,never"]),
        parquet("usage/events", "select i as event_id, 'a-1' as account_id, 'u' as user_id, now() as occurred_at from range(9) as t(i)"),
    ],
)
def test_what_staging_can_deal_with_passes(project: Path, landing: Path, change: Callable[[Path], object]) -> None:
    change(landing)
    assert errors_in(inspected(project, landing).problems) == []


def test_a_folder_of_parts_is_one_table(project: Path, landing: Path) -> None:
    (landing / "usage/events.csv").unlink()
    (landing / "usage/events").mkdir()
    for part in (1, 2):
        query = f"select 'E{part}' || i as event_id, 'A-' || i as account_id, 'u' as user_id, now() as occurred_at from range(1, 11) as t(i)"
        duckdb.sql(query).write_parquet(str(landing / f"usage/events/{part}.parquet"))
    found = inspected(project, landing)
    assert found.problems == []
    assert found.tables["usage.events"].rows == 20
    duckdb.sql("select 1 as event_id, 'A-1' as account_id, now() as occurred_at").write_parquet(str(landing / "usage/events/3.parquet"))
    assert errors_in(inspected(project, landing).problems) == [
        'usage/events/3.parquet lacks the column "user_id", which other parts have: land it again.'
    ]


def test_extra_columns_and_files_are_a_warning(project: Path, landing: Path) -> None:
    edit("crm/accounts.csv", lambda text: text.replace("seats", "mood"))(landing)
    write(landing / "crm/notes.csv", "a,b\n")
    problems = inspected(project, landing).problems
    assert {problem.level for problem in problems} == {Level.WARNING}
    assert [problem.sentence for problem in problems] == [
        "crm/accounts.csv has 1 column outside the contract (mood): not read, never published.",
        "crm/notes.csv is not read: its table is switched off or not in the contract.",
    ]


def test_merged_account_ids_are_known(project: Path, landing: Path) -> None:
    PROBLEMS["swapped account id"][0](landing)
    write(project / "seeds/reference/account_merges.csv", "merged_account_id,surviving_account_id\nu-1,A-1\n")
    assert inspected(project, landing).problems == []


def test_accounts_that_are_their_own_parents_are_named_with_the_path(project: Path, landing: Path) -> None:
    parents = {3: "a-5 ", 5: "A-4", 4: "A-3", 7: "A-3", 9: "A-9"}
    lines = (landing / "crm/accounts.csv").read_text().splitlines()
    rows = [f"{line},{parents.get(number, '')}" for number, line in enumerate(lines[1:], start=1)]
    declared = project / "models/staging/crm/_crm__sources.yml"
    declared.write_text(declared.read_text().replace("name: seats", "name: seats\n    - config: {meta: {type: id}}\n      name: parent_account_id", 1))
    land(landing, "crm/accounts", f"{lines[0]},parent_account_id", rows)
    assert errors_in(inspected(project, landing).problems) == [
        'crm/accounts.csv: "parent_account_id" leads in a circle, A-3 > A-5 > A-4 > A-3 (and 1 other circle): correct one of these parents in the CRM.'
    ]


def test_no_value_of_the_data_is_ever_said(project: Path, landing: Path) -> None:
    for spoil, _ in PROBLEMS.values():
        if (landing / "crm/accounts.csv").exists() and (landing / "usage/events.csv").exists():
            spoil(landing)
    said = " ".join(problem.sentence for problem in inspected(project, landing).problems)
    assert said
    assert not any(value in said for value in ("Name 1", "A-1", "software", "2024-"))


def test_the_check_says_what_a_landing_costs(project: Path, landing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(landing / "landing.yml", "company: acme\nas_of_date: 2026-06-30\nswitched_off: [usage]\n")
    (landing / "usage/events.csv").unlink()
    edit("billing/invoices.csv", lambda text: text.replace(",failed_attempts", "").replace(",0\n", "\n"))(landing)
    assert run_check(str(landing), None, project) is Exit.DONE
    said = capsys.readouterr().out
    assert "billing.invoices.failed_attempts: used by failures" in said
    assert "Not applicable, 70.0% of the nominal weight" in said
    assert "40.0%  Payment failures: needs billing.invoices.failed_attempts" in said
    assert "30.0%  Reach: needs usage.events" in said
    assert "Logins" not in said  # its requirement has a second way: crm.accounts.seats


def test_a_company_without_seats_loses_what_needs_them(project: Path, landing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit("crm/accounts.csv", lambda text: text.replace(",seats", ",employees"))(landing)
    assert run_check(str(landing), None, project) is Exit.DONE
    assert "30.0%  Reach: needs the seats of at least one account" in capsys.readouterr().out


def test_the_check_exits_2_on_a_problem(project: Path, landing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    PROBLEMS["absent"][0](landing)
    assert run_check(str(landing), None, project) is Exit.BAD_INPUT
    assert "1 to correct before a build." in capsys.readouterr().out


@pytest.mark.skipif(not NOVA.is_dir(), reason="the real landing folder is not beside this checkout")
def test_the_real_company_fits_the_contract() -> None:
    found = inspected(ROOT, NOVA)
    assert errors_in(found.problems) == []
    assert found.tables["usage.events"].rows == 15_000
    assert not found.knows_seats
