"""Side by side: our build, the script by hand and the raw scan over companies of several sizes, round by round in one run."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.compare import assert_same_answers
from benchmarks.generate import Size, generate
from benchmarks.measure import Run, measured, middle
from benchmarks.split import Split, model_folders, node_seconds, split_of

PROJECT = Path(__file__).parent.parent
ONE_ACCOUNT = Size(accounts=1, events=1000)
CONTENDERS = ("ours", "by hand", "raw scan")


@dataclass
class Timed:
    """All runs over one company, by contender and in the order of the rounds."""

    size: Size
    events: int
    bytes: int
    runs: dict[str, list[Run]] = field(default_factory=lambda: {name: [] for name in CONTENDERS})
    nodes: list[dict[str, float]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def split(self, fixed: Timed) -> Split:
        """How our middle run divides, net of what a company of one account costs."""
        cpus = [run.cpu for run in self.runs["ours"]]
        at = sorted(range(len(cpus)), key=lambda number: cpus[number])[len(cpus) // 2]
        return split_of(cpus[at], middle(fixed.runs["ours"]).cpu, self.nodes[at], fixed.nodes[0], model_folders(PROJECT))


def bench(sizes: list[Size], rounds: int, folder: Path) -> tuple[Timed, list[Timed]]:
    """Generates the companies, runs every contender over every one of them, round by round; returns the company of one account and the others."""
    companies = [timed(size, folder) for size in (ONE_ACCOUNT, *sizes)]
    for number in range(rounds):
        for company in companies:
            for name in rotated(CONTENDERS, number):
                say(f"round {number + 1} of {rounds}: {company.size.accounts:,} accounts, {company.events:,} events: {name}")
                run_one(name, company, folder)
            company.rows = assert_same_answers(release_of(company), folder / "answer")
            say(f"    the same {sum(company.rows.values()):,} rows; " + ", ".join(f"{name} {runs[-1].cpu:.1f} s" for name, runs in company.runs.items()))
    return companies[0], companies[1:]


def rotated(names: tuple[str, ...], by: int) -> tuple[str, ...]:
    """Another one goes first in every round, so that none always finds the files in memory."""
    return names[by % len(names) :] + names[: by % len(names)]


def timed(size: Size, folder: Path) -> Timed:
    """The generated company and its measures."""
    import duckdb

    landing = generate(size, folder)
    found = duckdb.sql(f"select count(*) from '{landing}/usage/events/*.parquet'").fetchone()
    assert found is not None
    return Timed(size, int(found[0]), sum(path.stat().st_size for path in landing.rglob("*") if path.is_file()))


def run_one(name: str, company: Timed, folder: Path) -> None:
    """One contender over one company, from nothing: an earlier build file or release would make ours another task."""
    landing = folder / company.size.name
    python = sys.executable
    commands = {
        "ours": [python, "-m", "python_checks", "build", "--landing", str(landing)],
        "by hand": [python, "-m", "benchmarks.contenders.by_hand", str(landing), "seeds", str(folder / "answer")],
        "raw scan": [python, "-m", "benchmarks.contenders.scan", str(landing)],
    }
    if name == "ours":
        forget(company.size.name)
    company.runs[name].append(measured(commands[name], PROJECT, {}, folder / "logs" / f"{name.replace(' ', '_')}.log"))
    if name == "ours":
        company.nodes.append(node_seconds(PROJECT / "target" / "run_results.json"))


def forget(name: str) -> None:
    """Removes the build file and the releases of a generated company, and nothing else."""
    if not name.startswith("bench_"):
        raise ValueError("only generated companies are forgotten")
    for path in (PROJECT / "build").glob(f"{name}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(PROJECT / "releases" / name, ignore_errors=True)


def release_of(company: Timed) -> Path:
    """The folder of what our build published for readers."""
    return PROJECT / "releases" / company.size.name / "current" / "published"


def say(sentence: str) -> None:
    """Progress, at once."""
    print(sentence, flush=True)
