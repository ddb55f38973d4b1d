"""Contender: the raw scan, which reads every value of every landed file once and keeps nothing. `python -m benchmarks.contenders.scan LANDING`."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb


def main(landing: Path) -> None:
    """Hashes every row of every table, so that no column can be skipped."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        for path in sorted(landing.glob("*/*")):
            files = f"{path}/*.parquet" if path.is_dir() else str(path)
            connection.execute(f"select bit_xor(hash(landed)) from '{files}' as landed").fetchall()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
