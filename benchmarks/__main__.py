"""`./run bench`: side-by-side timings. `--small` is the shortest run, `--accounts` and `--events` choose any size."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks.bench import PROJECT, bench
from benchmarks.generate import Size
from benchmarks.report import written

SMALL = [Size(accounts=50, events=10_000)]
USUAL = [Size(accounts=500, events=200_000), Size(accounts=2000, events=500_000), Size(accounts=2000, events=2_000_000)]


def main() -> int:
    """Measures, writes benchmarks/RESULTS.md (of a small run: build/bench_small.md) and says where it is."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="one small company, one round")
    parser.add_argument("--accounts", type=int, help="one company of this many accounts ever signed (with --events)")
    parser.add_argument("--events", type=int, help="and about this many usage events: 20000000, 100000000 on demand")
    parser.add_argument("--rounds", type=int, help="how often everything is run (3 by default, 1 with --small)")
    parser.add_argument("--folder", type=Path, help="where the companies are generated and kept (a temporary folder by default)")
    parser.add_argument("--results", type=Path, help="where the page is written")
    chosen = parser.parse_args()
    given = [number for number in (chosen.accounts, chosen.events, chosen.rounds) if number is not None]
    if (chosen.accounts is None) != (chosen.events is None) or any(number < 1 for number in given):
        parser.error("give --accounts and --events together, and every number at least 1")
    sizes = SMALL if chosen.small else [Size(chosen.accounts, chosen.events)] if chosen.accounts and chosen.events else USUAL
    rounds = chosen.rounds or (1 if chosen.small else 3)
    results = chosen.results or (PROJECT / "build" / "bench_small.md" if chosen.small else PROJECT / "benchmarks" / "RESULTS.md")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench_") as temporary:
        folder = chosen.folder or Path(temporary)
        fixed, companies = bench(sizes, rounds, folder.resolve())
    written(results, fixed, companies, rounds, load)
    print(f"Results: {results}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
