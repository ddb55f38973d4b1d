"""benchmarks/RESULTS.md from the figures of one run."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.bench import Timed
from benchmarks.measure import middle, paired_ratio, slope

TARGETS = {"models": 2.0, "proving": 1.0, "peak": 1.5}


def written(path: Path, fixed: Timed, companies: list[Timed], rounds: int, load: float) -> None:
    """Writes the page."""
    lines = [
        "# Benchmark results",
        "",
        *machine(rounds, load),
        "",
        *side_by_side(fixed, companies),
        "",
        *divided(fixed, companies),
        "",
        *growth(fixed, companies),
    ]
    path.write_text("\n".join([*lines, "", *read_with_care()]) + "\n")


def machine(rounds: int, load: float) -> list[str]:
    """Where and with what."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("dbt-core", "dbt-duckdb", "duckdb"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC by `./run bench`: {rounds} round{'s' * (rounds > 1)}, every contender in a process of its own, "
        "another one first in each round; medians.",
        "",
        f"Machine: {os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB, {platform.system()} {platform.release()}. "
        f"Python {platform.python_version()}, {versions}. Load when the run began: {load:.1f}"
        + (", so that seconds of processor count and seconds on the clock do not." if load > 1 else "."),
    ]


def side_by_side(fixed: Timed, companies: list[Timed]) -> list[str]:
    """One row per company and contender."""
    lines = [
        "## Side by side",
        "",
        "| accounts | events | landed | contender | processor | clock | peak memory | of by hand |",
        "|--:|--:|--:|---|--:|--:|--:|--:|",
    ]
    for company in (fixed, *companies):
        for name, runs in company.runs.items():
            run = middle(runs)
            lines.append(
                f"| {company.size.accounts:,} | {company.events:,} | {company.bytes / 1e6:,.1f} MB | {name} | {run.cpu:,.1f} s | {run.wall:,.1f} s "
                f"| {run.peak / 1e6:,.0f} MB | {paired_ratio(runs, company.runs['by hand']):.1f} x |"
            )
    lines += ["", "Ours and by hand published the same rows in every run, which the run asserts: " + rows_said((fixed, *companies)) + "."]
    return lines


def rows_said(companies: Iterable[Timed]) -> str:
    """'2,000 accounts: 1,799 rows', for the sentence."""
    return "; ".join(f"{company.size.accounts:,} accounts ever signed: {sum(company.rows.values()):,} rows" for company in companies)


def divided(fixed: Timed, companies: list[Timed]) -> list[str]:
    """Against the targets."""
    lines = [
        "## How our build divides, in seconds of processor",
        "",
        "Beside each, how many times by hand it is; the targets are 2.0 for models, 1.0 for tests, gate and release, 1.5 for the peak.",
        "",
        "| accounts | events | dbt and project (fixed) | models | of by hand | tests, gate, release | of by hand | peak of by hand |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for company in companies:
        split, hand = company.split(fixed), middle(company.runs["by hand"])
        models, proving = verdict(split.models / hand.cpu, TARGETS["models"]), verdict(split.proving / hand.cpu, TARGETS["proving"])
        peak = verdict(middle(company.runs["ours"]).peak / hand.peak, TARGETS["peak"])
        lines.append(
            f"| {company.size.accounts:,} | {company.events:,} | {split.fixed:,.1f} s | {split.models:,.1f} s | {models} "
            f"| {split.proving:,.1f} s | {proving} | {peak} |"
        )
    return lines


def verdict(ratio: float, target: float) -> str:
    """A ratio and whether it keeps its target."""
    return f"{ratio:.1f} x, {'kept' if ratio <= target else 'missed'}"


def growth(fixed: Timed, companies: list[Timed]) -> list[str]:
    """Exponents of growth net of the fixed cost, between the companies that differ in one thing."""
    lines = ["## Growth", ""]
    base = middle(fixed.runs["ours"]).cpu
    for title, of, same in (("events", "events", "accounts"), ("accounts and events together", "accounts", "")):
        group = [company for company in companies if not same or company.size.accounts == companies[-1].size.accounts]
        sizes = [float(getattr(company.size, of)) for company in group]
        costs = [middle(company.runs["ours"]).cpu - base for company in group]
        if len(set(sizes)) > 1 and min(costs) > 0:
            exponent = slope(sizes, costs)
            said = "at most linear" if exponent <= 1.05 else "more than linear"
            lines.append(f"- In {title}, from {min(sizes):,.0f} to {max(sizes):,.0f}: exponent {exponent:.2f} ({said}).")
    return lines


def read_with_care() -> list[str]:
    """What the figures do not say."""
    return [
        "## Read with care",
        "",
        "- By hand writes every published table but `releases`, with every column but `rules_hash` and `published_release`, which only a release process knows.",
        "  Ours also scores the shadow of the challenger and writes all tables in between, the tables that prove it and a release.",
        "- By hand trusts its input: it parses no text, quarantines nothing, merges no account, and knows the bands, stages and caps of rulebook 2026.1.",
        "- The share of models, and of tests, gate and release, is by dbt's node times on the clock; see `benchmarks/split.py`.",
        "- Pandas, polars, PostgreSQL and Spark are not among the contenders yet.",
    ]
