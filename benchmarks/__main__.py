"""`./run bench`: side-by-side timings. `--small` is the shortest run, `--huge` the largest, `--accounts` and `--events` choose any size.

`--next-day` times one more day of a company instead.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks.bench import Plan, bench
from benchmarks.generate import Size
from benchmarks.next_day import one_more_day
from benchmarks.report import written, written_next_day
from benchmarks.runners import ALL, FEW, PROJECT, MissingEnvironmentError, assert_installed

SMALL = [Size(accounts=50, events=10_000)]
# From one to the next ten times the accounts or the events, so that the growth in either can be told.
USUAL = [
    Size(accounts=500, events=200_000),
    Size(accounts=2000, events=500_000),
    Size(accounts=2000, events=2_000_000),
    Size(accounts=20_000, events=2_000_000),
    Size(accounts=20_000, events=20_000_000),
]
HUGE = [Size(accounts=20_000, events=100_000_000)]
TIGHT_EVENTS = 500_000
ONE_MORE_DAY = Size(accounts=2000, events=20_000_000)


def main() -> int:
    """Measures, writes benchmarks/RESULTS.md (of a small run: build/bench_small.md) and says where it is. 2 where a contender is not installed."""
    chosen = asked()
    if chosen.next_day:
        return next_day(chosen)
    plan = planned(chosen)
    try:
        assert_installed(plan.contenders)
    except MissingEnvironmentError as missing:
        print(missing)
        return 2
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench_") as temporary:
        folder = chosen.folder or Path(temporary)
        fixed, companies = bench(plan, folder.resolve())
    results = chosen.results or (PROJECT / "build" / "bench_small.md" if chosen.small else PROJECT / "benchmarks" / "RESULTS.md")
    written(results, fixed, companies, plan, load)
    print(f"Results: {results}")
    return 0


def next_day(chosen: argparse.Namespace) -> int:
    """Measures one more day, writes benchmarks/NEXT_DAY.md and says where it is."""
    load = os.getloadavg()[0]
    size = Size(chosen.accounts, chosen.events) if chosen.accounts else ONE_MORE_DAY
    with tempfile.TemporaryDirectory(prefix="bench_") as temporary:
        found = one_more_day(size, (chosen.folder or Path(temporary)).resolve())
    results = chosen.results or PROJECT / "benchmarks" / "NEXT_DAY.md"
    written_next_day(results, found, load)
    print(f"Results: {results}")
    return 0


def asked() -> argparse.Namespace:
    """The words of the command line; ends with 2 where they make no size."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="one small company, one round, without pandas and polars: about a minute")
    parser.add_argument("--huge", action="store_true", help="20,000 accounts and 100 million events, once")
    parser.add_argument("--next-day", action="store_true", help="the next day beside the same day built from nothing: 2,000 accounts and 20 million events")
    parser.add_argument("--accounts", type=int, help="one company of this many accounts ever signed (with --events)")
    parser.add_argument("--events", type=int, help="and about this many usage events")
    parser.add_argument("--rounds", type=int, help="how often everything is run (3 by default; large companies always once)")
    parser.add_argument("--memory", action="store_true", help="also build the asked size under less and less memory")
    parser.add_argument("--folder", type=Path, help="where the companies are generated and kept (a temporary folder by default)")
    parser.add_argument("--results", type=Path, help="where the page is written")
    chosen = parser.parse_args()
    given = [number for number in (chosen.accounts, chosen.events, chosen.rounds) if number is not None]
    if (chosen.accounts is None) != (chosen.events is None) or any(number < 1 for number in given):
        parser.error("give --accounts and --events together, and every number at least 1")
    return chosen


def planned(chosen: argparse.Namespace) -> Plan:
    """What the words ask for. The usual run builds its smaller companies with little memory too; another only where it is asked for."""
    if chosen.small:
        return Plan(SMALL, FEW, chosen.rounds or 1, SMALL[0].events if chosen.memory else 0)
    if chosen.huge or chosen.accounts:
        sizes = HUGE if chosen.huge else [Size(chosen.accounts, chosen.events)]
        return Plan(sizes, ALL, chosen.rounds or 3, sizes[0].events if chosen.memory else 0)
    return Plan(USUAL, ALL, chosen.rounds or 3, TIGHT_EVENTS)


if __name__ == "__main__":
    raise SystemExit(main())
