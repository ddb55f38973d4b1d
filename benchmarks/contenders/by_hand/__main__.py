"""Contender: DuckDB by hand. `python -m benchmarks.contenders.by_hand LANDING SEEDS ANSWER`."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import duckdb
import yaml

from benchmarks.compare import TABLES

SCRIPTS = sorted(Path(__file__).parent.glob("*.sql"))


def main(landing: Path, seeds: Path, answer: Path) -> None:
    """Reads a landing folder and the rulebook's seeds, writes every published table into the folder `answer` as Parquet."""
    as_of: date = yaml.safe_load((landing / "landing.yml").read_text())["as_of_date"]
    last_monday = as_of - timedelta(days=as_of.weekday() or 7)
    answer.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set threads = 2")
        for name, value in (("landing", landing), ("seeds", seeds)):
            connection.execute(f"set variable {name} = '{value}'")
        for name, day in (("as_of", as_of), ("last_monday", last_monday), ("first_monday", last_monday - timedelta(weeks=25))):
            connection.execute(f"set variable {name} = date '{day}'")
        for script in SCRIPTS:
            connection.execute(script.read_text())
        for table in TABLES:
            connection.execute(f"copy (from {table}) to '{answer}/{table}.parquet' (format parquet)")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
