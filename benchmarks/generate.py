"""A life-like company of any size, landed as files: the same one for the same size and seed."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

TABLES = Path(__file__).parent / "tables"
SCRIPTS = ("company", "usage", "money", "voices")
# What a CRM exports by hand is CSV, what a pipeline lands is Parquet.
CSV_TABLES = ("crm.accounts", "crm.contacts", "crm.account_pulses", "crm.score_overrides", "market.signals")
PARQUET_TABLES = (
    "crm.activities", "crm.opportunities", "billing.subscriptions", "billing.invoices", "support.tickets", "support.messages",
    "survey.responses", "social.mentions",
)  # fmt: skip
AS_OF = date(2026, 6, 30)


@dataclass(frozen=True)
class Size:
    """How large a company is: accounts ever signed, usage events wanted (about), months of logs, and which of the many such companies."""

    accounts: int
    events: int
    months: int = 12
    seed: int = 1

    @property
    def name(self) -> str:
        """The name of its folder: one build file, one line of history per size."""
        return f"bench_{self.accounts}a_{self.events}e_{self.months}m_{self.seed}"


def generate(size: Size, folder: Path) -> Path:
    """Writes the landing folder of a company into `folder`; one that is there already is kept. Returns its path."""
    landing = folder / size.name
    if (landing / "landing.yml").exists():
        return landing
    with duckdb.connect() as connection:
        _settle(connection, size)
        for script in SCRIPTS:
            connection.execute((TABLES / f"{script}.sql").read_text())
        for table in CSV_TABLES + PARQUET_TABLES:
            _write(connection, landing, table)
        _write_events(connection, landing, size)
    # Last, so that a folder that was interrupted is written again.
    (landing / "landing.yml").write_text(f"company: {size.name}\nas_of_date: {AS_OF}\nreporting_currency: USD\nswitched_off: []\n")
    return landing


def _settle(connection: duckdb.DuckDBPyConnection, size: Size) -> None:
    connection.execute("set TimeZone = 'UTC'")
    first_day = month_start(AS_OF, size.months - 1)
    for name, value in (("seed", size.seed), ("accounts", size.accounts), ("events", size.events)):
        connection.execute(f"set variable {name} = {value:d}")
    connection.execute(f"set variable as_of = date '{AS_OF}'")
    connection.execute(f"set variable first_day = date '{first_day}'")


def month_start(day: date, months_back: int) -> date:
    """The first day of the month so many months before that of `day`."""
    number = day.year * 12 + day.month - 1 - months_back
    return date(number // 12, number % 12 + 1, 1)


def _write(connection: duckdb.DuckDBPyConnection, landing: Path, table: str) -> None:
    source, name = table.split(".")
    (landing / source).mkdir(parents=True, exist_ok=True)
    path = landing / source / f"{name}.{'csv' if table in CSV_TABLES else 'parquet'}"
    how = "format csv, header" if table in CSV_TABLES else "format parquet, compression zstd"
    # Ordered by its key, the first column: the same file whatever the threads.
    connection.execute(f"copy (select * from {source}__{name} order by 1) to '{path}' ({how})")


def _write_events(connection: duckdb.DuckDBPyConnection, landing: Path, size: Size) -> None:
    """One part a month, in order of time, as an event pipeline lands them."""
    (landing / "usage" / "events").mkdir(parents=True, exist_ok=True)
    for months_back in range(size.months - 1, -1, -1):
        first_day = month_start(AS_OF, months_back)
        last_day = min(AS_OF, month_start(AS_OF, months_back - 1) - timedelta(days=1))
        path = landing / "usage" / "events" / f"{first_day:%Y-%m}.parquet"
        connection.execute(f"copy (select * from events_of(date '{first_day}', date '{last_day}')) to '{path}' (format parquet, compression zstd)")


def main() -> None:
    """Writes one company: `python -m benchmarks.generate FOLDER --accounts N --events N`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description="Write a landing folder of any size.")
    parser.add_argument("folder", type=Path, help="where the landing folder is made")
    parser.add_argument("--accounts", type=int, default=500)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(generate(Size(chosen.accounts, chosen.events, chosen.months, chosen.seed), chosen.folder))


if __name__ == "__main__":
    main()
