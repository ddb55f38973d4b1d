"""benchmarks/RESULTS.md from the figures of one run."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.bench import Plan, Timed
from benchmarks.compare import LEFT_OUT, TABLES
from benchmarks.contenders import FRAME_TABLES
from benchmarks.measure import middle, paired_ratio, slope
from benchmarks.next_day import NextDay, lines_of
from benchmarks.runners import BY_HAND, OURS, frame_versions
from benchmarks.targets import verdicts


def written(path: Path, fixed: Timed, companies: list[Timed], plan: Plan, load: float) -> None:
    """Writes the page."""
    parts = [
        ["# Benchmark results"],
        machine(plan, load),
        verdicts(fixed, companies),
        side_by_side([fixed, *companies]),
        divided(fixed, companies),
        little_memory(companies),
        growth(fixed, companies),
        read_with_care(plan),
    ]
    path.write_text("\n\n".join("\n".join(part) for part in parts if part) + "\n")


def written_next_day(path: Path, found: NextDay, load: float) -> None:
    """Writes the page of one more day."""
    parts = [["# One more day, measured"], where("./run bench --next-day", "every build in a process of its own, once.", load), lines_of(found)]
    path.write_text("\n\n".join("\n".join(part) for part in parts) + "\n")


def machine(plan: Plan, load: float) -> list[str]:
    """Where and with what."""
    frames = f", {frame_versions()}" if any(contender.is_alternative for contender in plan.contenders) else ""
    how = "every contender in a process of its own, another one first in each round; medians over the rounds, ratios of processor seconds run by run."
    return where("./run bench", how, load, frames)


def where(command: str, how: str, load: float, more_versions: str = "") -> list[str]:
    """When, by what command, on which machine and with what versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("dbt-core", "dbt-duckdb", "duckdb")) + more_versions
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC by `{command}`: {how}",
        "",
        f"Machine: {os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB, {platform.system()} {platform.release()}. "
        f"Python {platform.python_version()}, {versions}. Load when the run began: {load:.1f}"
        + (", so that seconds of processor count and seconds on the clock do not." if load > 1 else "."),
    ]


def side_by_side(companies: Sequence[Timed]) -> list[str]:
    """One row per company and contender."""
    lines = [
        "## Side by side",
        "",
        "| accounts | events | landed | contender | rounds | processor | clock | peak memory | of by hand |",
        "|--:|--:|--:|---|--:|--:|--:|--:|--:|",
    ]
    for company in companies:
        for name, runs in company.runs.items():
            start = f"| {company.size.accounts:,} | {company.events:,} | {company.bytes / 1e6:,.1f} MB | {name}"
            if runs:
                run, ratio = middle(runs), paired_ratio(runs, company.runs[BY_HAND.name])
                lines.append(f"{start} | {len(runs)} | {run.cpu:,.1f} s | {run.wall:,.1f} s | {run.peak / 1e6:,.0f} MB | {ratio:.1f} x |")
            elif name in company.died:
                lines.append(f"{start} | | died | | | |")
    return [*lines, "", *same_rows(companies)]


def same_rows(companies: Sequence[Timed]) -> list[str]:
    """What was compared, and how many rows."""
    rows = "; ".join(f"{company.size.accounts:,} accounts and {company.events:,} events: {sum(company.rows.values()):,}" for company in companies)
    return [
        f"Every run asserts that by hand published the same rows as ours, in the {len(TABLES)} tables `{'`, `'.join(TABLES)}` with every column but "
        f"`{'` and `'.join(LEFT_OUT)}`, which only a release process knows. Rows: {rows}.",
    ]


def divided(fixed: Timed, companies: Sequence[Timed]) -> list[str]:
    """What our build spends its time on."""
    lines = [
        "## How our build divides, in seconds of processor",
        "",
        "The fixed cost is what a company of one account takes. Beside each other share, how many times by hand it is.",
        "",
        "| accounts | events | dbt and project (fixed) | models | of by hand | tests, gate, release | of by hand | peak of by hand |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for company in companies:
        split, hand = company.split(fixed), middle(company.runs[BY_HAND.name])
        lines.append(
            f"| {company.size.accounts:,} | {company.events:,} | {split.fixed:,.1f} s | {split.models:,.1f} s | {split.models / hand.cpu:.1f} x "
            f"| {split.proving:,.1f} s | {split.proving / hand.cpu:.1f} x | {middle(company.runs[OURS.name]).peak / hand.peak:.1f} x |"
        )
    return lines


def little_memory(companies: Sequence[Timed]) -> list[str]:
    """Our build under limits on what DuckDB may hold; nothing where none was tried."""
    lines = [
        "## With little memory",
        "",
        "Our build under `HEALTH_MEMORY_LIMIT`, which bounds what DuckDB holds; Python and dbt come on top. Less and less until a build died; those that "
        "finished published the same rows.",
        "",
        "| accounts | events | limit | ended | spilled | processor | of unlimited | peak memory |",
        "|--:|--:|--:|---|--:|--:|--:|--:|",
    ]
    tried = [(company, tight) for company in companies for tight in company.tight]
    for company, tight in tried:
        start = f"| {company.size.accounts:,} | {company.events:,} | {tight.limit / 1e6:,.0f} MB"
        if tight.run is None:
            lines.append(f"{start} | died | {tight.spilled / 1e6:,.0f} MB | | | |")
        else:
            more = tight.run.cpu / middle(company.runs[OURS.name]).cpu
            peak = tight.run.peak / 1e6
            lines.append(f"{start} | finished | {tight.spilled / 1e6:,.0f} MB | {tight.run.cpu:,.1f} s | {more:.1f} x | {peak:,.0f} MB |")
    return lines if tried else []


def growth(fixed: Timed, companies: Sequence[Timed]) -> list[str]:
    """Exponents of growth net of the fixed cost, between the companies that differ in one thing."""
    lines = ["## Growth", "", "Exponents between the smallest and the largest, net of the cost of one account; 1 is linear.", ""]
    for name in (OURS.name, BY_HAND.name):
        base = middle(fixed.runs[name]).cpu
        for varied, same in (("events", "accounts"), ("accounts", "events")):
            for value in sorted({getattr(company.size, same) for company in companies}):
                group = [company for company in companies if getattr(company.size, same) == value]
                sizes = [float(getattr(company.size, varied)) for company in group]
                costs = [middle(company.runs[name]).cpu - base for company in group]
                if len(set(sizes)) > 1 and min(costs) > 0:
                    lines.append(f"- {name}, {min(sizes):,.0f} to {max(sizes):,.0f} {varied} at {value:,} {same}: {slope(sizes, costs):.2f}.")
    return lines if len(lines) > 4 else []


def read_with_care(plan: Plan) -> list[str]:
    """What the figures do not say."""
    lines = [
        "## Read with care",
        "",
        "- By hand writes the same tables and nothing else: it parses no text, quarantines nothing, merges no account, knows scorecards, stages, caps and",
        "  bands of the shipped rulebook, and leaves out the challenger, on which nothing published depends. Ours also writes the tables in between, what",
        "  proves them, and a release.",
        "- The share of models, and of tests, gate and release, is by dbt's node times on the clock; see `benchmarks/split.py`.",
        "- What dbt takes for one account counts as fixed. Ours may hold 4 GB unless `HEALTH_MEMORY_LIMIT` says otherwise; the others have no limit.",
    ]
    if any(contender.is_alternative for contender in plan.contenders):
        lines += [
            f"- Pandas and polars trust their input as by hand does and answer less: `{'`, `'.join(FRAME_TABLES)}`, compared row for row with ours.",
            "  Beside them stand ours and by hand for all they write.",
        ]
    lines.append("- PostgreSQL and Spark are timed beside ours by `./run parity`, on the sample and a small landing folder: docs/postgres.md, docs/spark.md.")
    return lines
