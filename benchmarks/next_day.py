"""One more day: what the build of the next day costs beside the same day built from nothing, and that both publish the same rows."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import duckdb

from benchmarks.bench import ONE_ACCOUNT, say
from benchmarks.compare import LEFT_OUT, TABLES, assert_same_rows
from benchmarks.generate import AS_OF, Size, generate
from benchmarks.measure import Run, measured
from benchmarks.runners import OURS, PROJECT, forget, last_node_seconds
from benchmarks.split import is_proving, model_folders

EVENT_STEPS = (
    "base_usage__event_days", "base_usage__events", "stg_usage__event_counts", "stg_usage__event_versions", "stg_usage__feature_days", "stg_usage__user_days",
)  # fmt: skip
"""The models that read every landed event or every row made of one."""
WANTED = 0.10


@dataclass(frozen=True)
class Build:
    """One build: what the process took, and seconds on the clock of every node by its unique id."""

    run: Run
    nodes: dict[str, float]

    def seconds(self, part: str) -> float:
        """Seconds on the clock of 'events', of 'other' models or of 'proving' (tests, gate, release)."""
        folders = model_folders(PROJECT)
        return sum(seconds for node, seconds in self.nodes.items() if part_of(node, folders) == part)


def part_of(node: str, folders: dict[str, str]) -> str:
    """Which of the three parts a node belongs to."""
    if node.startswith("model.") and node.split(".")[2] in EVENT_STEPS:
        return "events"
    return "proving" if is_proving(node, folders) else "other"


@dataclass(frozen=True)
class NextDay:
    """The builds of one company: of the day before from nothing, of one more day, and of the same day from nothing; `fixed` is a company of one account."""

    size: Size
    events: int
    new_events: int
    first: Build
    next: Build
    again: Build
    fixed: Build
    rows: int

    def ratio(self, part: str) -> float:
        """One more day over the same day from nothing, in seconds on the clock of a part."""
        return self.next.seconds(part) / self.again.seconds(part)

    @property
    def ratio_beyond(self) -> float | None:
        """The same in seconds of processor beyond the fixed cost; None for a company too small to cost more than one account."""
        work = self.again.run.cpu - self.fixed.run.cpu
        return (self.next.run.cpu - self.fixed.run.cpu) / work if work > self.fixed.run.cpu else None


def one_more_day(size: Size, folder: Path) -> NextDay:
    """Builds a company up to the day before, then with one more day of events, then that day anew.

    Raises DifferentRowsError where one more day published other rows than the same day built from nothing.
    """
    fixed_landing, landing = generate(ONE_ACCOUNT, folder), generate(size, folder)
    last_part = landing / "usage" / "events" / f"{AS_OF:%Y-%m}.parquet"
    last_day = landing / "usage" / "events" / f"{AS_OF}.parquet"
    held = folder / "one_more_day"
    shutil.rmtree(held, ignore_errors=True)
    held.mkdir()
    with duckdb.connect() as connection:
        where = f"occurred_at {{}} timestamp '{AS_OF}'"
        # Both files of the month: in a folder that is used again the last day lies apart already.
        parts = last_part.with_name(f"{AS_OF:%Y-%m}*.parquet")
        for path, compared in ((held / last_part.name, "<"), (held / last_day.name, ">=")):
            connection.execute(f"copy (from '{parts}' where {where.format(compared)}) to '{path}' (format parquet, compression zstd)")
    last_day.unlink(missing_ok=True)
    shutil.move(held / last_part.name, last_part)
    events = [_rows(f"{landing}/usage/events/*.parquet"), _rows(str(held / last_day.name))]
    for name in (fixed_landing.name, landing.name):
        forget(name)
    fixed = _built(fixed_landing, folder, "one account")
    first = _built(landing, folder, f"{AS_OF - timedelta(days=1)}, from nothing", "--as-of", str(AS_OF - timedelta(days=1)))
    shutil.move(held / last_day.name, last_day)
    following = _built(landing, folder, f"{AS_OF}, one more day")
    answer = OURS.answer(landing, folder)
    shutil.copytree(answer, held / "published")
    again = _built(landing, folder, f"{AS_OF}, from nothing", "--full-refresh")
    rows = sum(assert_same_rows(answer / f"{table}.parquet", held / "published" / f"{table}.parquet") for table in TABLES)
    return NextDay(size, events[0], events[1], first, following, again, fixed, rows)


def _built(landing: Path, folder: Path, what: str, *words: str) -> Build:
    run = measured([*OURS.command(landing, folder), *words], PROJECT, {}, folder / "logs" / "ours.log")
    say(f"  {what}: {run.cpu:.1f} s of processor")
    return Build(run, last_node_seconds())


def _rows(files: str) -> int:
    with duckdb.connect() as connection:
        found = connection.execute(f"select count(*) from '{files}'").fetchone()
    assert found is not None
    return int(found[0])


def lines_of(measured_day: NextDay) -> list[str]:
    """What was built, and a table."""
    size, day = measured_day.size, measured_day
    lines = [
        f"{size.accounts:,} accounts ever signed and {day.events:,} events of twelve months, then {day.new_events:,} events of one more day. The same day was "
        f"then built from nothing (`--full-refresh`): both published the same {day.rows:,} rows, which the run asserts "
        f"(every column but `{'` and `'.join(LEFT_OUT)}`).",
        "",
        "| | day before, from nothing | one more day | the day from nothing | one more day of it |",
        "|---|--:|--:|--:|--:|",
    ]
    builds = (day.first, day.next, day.again)
    cpus = [f"{build.run.cpu:,.1f} s" for build in builds]
    beyond = [f"{build.run.cpu - day.fixed.run.cpu:,.1f} s" for build in builds]
    lines.append(f"| processor, whole build | {' | '.join(cpus)} | {day.next.run.cpu / day.again.run.cpu:.0%} |")
    lines.append(f"| beyond the {day.fixed.run.cpu:,.1f} s of one account | {' | '.join(beyond)} | {kept(day.ratio_beyond)} |")
    for part, title in (("events", "steps that read events"), ("other", "other models"), ("proving", "tests, gate and release")):
        seconds = [f"{build.seconds(part):,.1f} s" for build in builds]
        said = kept(day.ratio(part)) if part == "events" else f"{day.ratio(part):.0%}"
        lines.append(f"| {title}, on the clock | {' | '.join(seconds)} | {said} |")
    return [*lines, "", f"Wanted: at most {WANTED:.0%}. Steps that read events: `{'`, `'.join(EVENT_STEPS)}`."]


def kept(ratio: float | None) -> str:
    """A ratio and its verdict in one word."""
    if ratio is None:
        return "too small to say"
    return f"{ratio:.0%}, {'kept' if ratio <= WANTED else 'missed'}"
