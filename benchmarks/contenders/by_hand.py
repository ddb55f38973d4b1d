"""Contender: one DuckDB script written by hand. `python -m benchmarks.contenders.by_hand LANDING SEEDS ANSWER`."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import duckdb
import yaml

SCRIPT = Path(__file__).with_suffix(".sql")


def main(landing: Path, seeds: Path, answer: Path) -> None:
    """Reads a landing folder and the rulebook's seeds, writes account_health_v1 (but its rules_hash) as Parquet."""
    as_of: date = yaml.safe_load((landing / "landing.yml").read_text())["as_of_date"]
    last_monday = as_of - timedelta(days=as_of.weekday() or 7)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set threads = 2")
        for name, value in (("landing", landing), ("seeds", seeds)):
            connection.execute(f"set variable {name} = '{value}'")
        for name, day in (("as_of", as_of), ("last_monday", last_monday), ("first_monday", last_monday - timedelta(weeks=25))):
            connection.execute(f"set variable {name} = date '{day}'")
        connection.execute(SCRIPT.read_text())
        connection.execute(f"copy (select * from account_health order by account_id) to '{answer}' (format parquet)")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
