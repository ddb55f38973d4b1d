"""The committed sample is what the generator writes, and its YAML twins tell the truth about it."""

import csv
import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest
import yaml

from python_checks.sample_company.company import PLANTS, clean_tables, dirty_tables, write_company
from python_checks.sample_company.roster import ACCOUNTS, NOT_IN_CRM
from python_checks.sample_company.tables import COLUMNS, Row

SEEDS = Path(__file__).parents[2] / "seeds"
SAMPLE, REFERENCE = SEEDS / "sample", SEEDS / "reference"
TABLES = list(COLUMNS)
# Tables of a few dozen rows, in which a single broken row is more than the usual reject budget of 1 %.
FEW_ROWS = {"crm.accounts", "crm.score_overrides", "market.signals"}


def stem_of(table: str) -> str:
    """Return the name of a table's seed."""
    return f"raw_{table.replace('.', '__')}"


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def clean() -> dict[str, list[Row]]:
    """Return every table without dirt."""
    return clean_tables()


@pytest.fixture(scope="module")
def dirty() -> dict[str, list[Row]]:
    """Return every table as it is written."""
    return dirty_tables()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a freshly written sample."""
    folder = tmp_path_factory.mktemp("sample")
    write_company(folder)
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_the_committed_file_is_what_the_generator_writes(table: str, written: Path) -> None:
    name = f"{stem_of(table)}.csv"
    assert (SAMPLE / name).read_bytes() == (written / name).read_bytes(), f"run python -m python_checks.sample_company: {name}"


def test_no_file_is_left_over_or_too_large() -> None:
    files = {path.stem: path.stat().st_size for path in SAMPLE.glob("*.csv")}
    assert set(files) == {stem_of(table) for table in TABLES}
    assert max(files.values()) < 900_000


@pytest.mark.parametrize("table", TABLES)
def test_the_twin_types_every_column_as_text(table: str) -> None:
    seed = yaml.safe_load((SAMPLE / f"{stem_of(table)}.yml").read_text(encoding="utf-8"))["seeds"][0]
    assert seed["name"] == stem_of(table)
    assert seed["config"]["column_types"] == dict.fromkeys(COLUMNS[table], "varchar")


@pytest.mark.parametrize("table", TABLES)
def test_the_twin_counts_all_planted_dirt(table: str) -> None:
    seed = yaml.safe_load((SAMPLE / f"{stem_of(table)}.yml").read_text(encoding="utf-8"))["seeds"][0]
    described = re.findall(r"^- (\d+) .*?(\(reject\))?$", seed["description"], re.MULTILINE)
    planned = [(str(plant.count), "(reject)" if plant.reason else "") for plant in PLANTS[table]]
    assert described == planned


@pytest.mark.parametrize("table", TABLES)
def test_the_planted_rows_are_in_the_file(table: str, clean: dict[str, list[Row]], dirty: dict[str, list[Row]]) -> None:
    added = [plant for plant in PLANTS[table] if plant.kind != "rewrite"]
    rows = dirty[table]
    copies = Counter(tuple(row.get(column, "") for column in COLUMNS[table]) for row in rows)
    assert len(rows) == len(clean[table]) + sum(plant.count for plant in added)
    assert sum(copies.values()) - len(copies) == sum(plant.count for plant in added if plant.kind == "duplicate")


@pytest.mark.parametrize("table", sorted(set(TABLES) - FEW_ROWS))
def test_planted_rejects_stay_within_one_per_cent(table: str) -> None:
    rejects = sum(plant.count for plant in PLANTS[table] if plant.reason)
    assert 0 < rejects <= 0.01 * len(rows_of(SAMPLE / f"{stem_of(table)}.csv"))


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_reads_every_row_as_text(table: str) -> None:
    path = SAMPLE / f"{stem_of(table)}.csv"
    with duckdb.connect() as connection:
        read = connection.read_csv(str(path), all_varchar=True, header=True, delimiter=",", quotechar='"', escapechar='"')
        assert tuple(read.columns) == COLUMNS[table]
        assert len(read.fetchall()) == len(rows_of(path))


@pytest.mark.parametrize("table", TABLES)
def test_nothing_clean_happens_after_the_as_of_date(table: str, clean: dict[str, list[Row]]) -> None:
    happened = [column for column in COLUMNS[table] if column.endswith("_at")] + [
        "issued_on",
        "paid_on",
        "left_on",
        "reviewed_on",
    ]
    assert max((row.get(column, "") for row in clean[table] for column in happened), default="") < "2026-07-01"


def test_mail_addresses_are_at_reserved_domains_only() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SEEDS.glob("*/*.csv") if path.parent in (SAMPLE, REFERENCE))
    domains = set(re.findall(r"[\w.+-]+@([\w.-]+\w)", text))
    assert domains
    assert domains <= {"example.com", "example.org"}


def test_merged_and_excluded_accounts_match_the_roster() -> None:
    story = {account.account_id: account.story for account in ACCOUNTS}
    merges, excluded = rows_of(REFERENCE / "account_merges.csv"), rows_of(REFERENCE / "excluded_accounts.csv")
    assert {row["merged_account_id"] for row in merges} == {key for key, kind in story.items() if kind == "merged_away"}
    assert {row["surviving_account_id"] for row in merges} == {key for key, kind in story.items() if kind == "merge_survivor"}
    assert {row["account_id"] for row in excluded} == {key for key, kind in story.items() if kind == "internal_test"}
    assert {row["merged_account_id"] for row in merges} >= NOT_IN_CRM


@pytest.mark.parametrize("rate", rows_of(REFERENCE / "fx_rates.csv"), ids=lambda rate: "_".join(list(rate.values())[:3]))
def test_exchange_rates_follow_each_other_without_gap_or_overlap(rate: Row) -> None:
    pair = [row for row in rows_of(REFERENCE / "fx_rates.csv") if _pair(row) == _pair(rate)]
    assert rate["valid_from"] < rate["valid_to"]
    assert rate["valid_to"] == "2100-01-01" or [row["valid_from"] for row in pair].count(rate["valid_to"]) == 1


def _pair(row: Row) -> tuple[str, str]:
    return row["currency"], row["reporting_currency"]
