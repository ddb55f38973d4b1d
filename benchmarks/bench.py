"""Side by side: every contender over companies of several sizes, round by round in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.compare import assert_same_answers
from benchmarks.generate import Size, generate
from benchmarks.measure import FailedRunError, Run, measured, middle
from benchmarks.memory import Tight, limits_of, tight_builds
from benchmarks.runners import OURS, PROJECT, Contender, forget, last_node_seconds
from benchmarks.split import Split, model_folders, split_of

ONE_ACCOUNT = Size(accounts=1, events=1000)
# Above so many accounts or events everything is run once: an hour goes into such a round.
LARGE_ACCOUNTS, LARGE_EVENTS = 10_000, 5_000_000


@dataclass
class Timed:
    """All runs over one company, by the name of the contender and in the order of the rounds; `died` says which alternatives did not finish."""

    size: Size
    landing: Path
    events: int
    bytes: int
    runs: dict[str, list[Run]]
    died: set[str] = field(default_factory=set)
    nodes: list[dict[str, float]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    tight: list[Tight] = field(default_factory=list)

    @property
    def is_large(self) -> bool:
        """True for a company that is run once only."""
        return self.size.accounts >= LARGE_ACCOUNTS or self.size.events >= LARGE_EVENTS

    def split(self, fixed: Timed) -> Split:
        """How our middle run divides, net of what a company of one account costs."""
        cpus = [run.cpu for run in self.runs[OURS.name]]
        at = sorted(range(len(cpus)), key=lambda number: cpus[number])[len(cpus) // 2]
        return split_of(cpus[at], middle(fixed.runs[OURS.name]).cpu, self.nodes[at], fixed.nodes[0], model_folders(PROJECT))


@dataclass(frozen=True)
class Plan:
    """What is to be run: sizes, contenders, rounds of the small companies, and up to how many events a company is also built with little memory."""

    sizes: Sequence[Size]
    contenders: tuple[Contender, ...]
    rounds: int
    tight_events: int = 0


def bench(plan: Plan, folder: Path) -> tuple[Timed, list[Timed]]:
    """Generates the companies, runs every contender over every one of them, round by round; returns the company of one account and the others."""
    companies = [timed(size, folder, plan.contenders) for size in (ONE_ACCOUNT, *plan.sizes)]
    for number in range(plan.rounds):
        for company in companies:
            if number == 0 or not company.is_large:
                say(f"round {number + 1} of {plan.rounds}: {company.size.accounts:,} accounts, {company.events:,} events")
                run_all(company, rotated(plan.contenders, number), folder)
    fixed_peak = middle(companies[0].runs[OURS.name]).peak
    for company in companies[1:]:
        if company.size.events <= plan.tight_events:
            say(f"with little memory: {company.size.accounts:,} accounts, {company.events:,} events")
            company.tight = tight_builds(company.landing, folder, limits_of(middle(company.runs[OURS.name]).peak, fixed_peak))
    return companies[0], companies[1:]


def rotated(contenders: tuple[Contender, ...], by: int) -> tuple[Contender, ...]:
    """Another one goes first in every round, so that none always finds the files in memory."""
    return contenders[by % len(contenders) :] + contenders[: by % len(contenders)]


def timed(size: Size, folder: Path, contenders: Sequence[Contender]) -> Timed:
    """The generated company and its measures."""
    import duckdb

    landing = generate(size, folder)
    found = duckdb.sql(f"select count(*) from '{landing}/usage/events/*.parquet'").fetchone()
    assert found is not None
    landed = sum(path.stat().st_size for path in landing.rglob("*") if path.is_file())
    return Timed(size, landing, int(found[0]), landed, {contender.name: [] for contender in contenders})


def run_all(company: Timed, contenders: Sequence[Contender], folder: Path) -> None:
    """One round over one company. Raises DifferentRowsError where a contender did not publish the same rows as ours."""
    forget(company.size.name)
    for contender in contenders:
        run_one(contender, company, folder)
    for contender in contenders:
        if contender.tables and contender.name not in company.died:
            rows = assert_same_answers(OURS.answer(company.landing, folder), contender.answer(company.landing, folder), contender.tables)
            company.rows |= rows
    say(f"    the same {sum(company.rows.values()):,} rows; " + ", ".join(f"{name} {runs[-1].cpu:.1f} s" for name, runs in company.runs.items() if runs))


def run_one(contender: Contender, company: Timed, folder: Path) -> None:
    """One contender over one company, from nothing. An alternative may die, ours and by hand may not."""
    if contender.name in company.died:
        return
    command = contender.command(company.landing, contender.answer(company.landing, folder))
    log = folder / "logs" / f"{contender.name.replace(' ', '_')}.log"
    try:
        company.runs[contender.name].append(measured(command, PROJECT, {}, log))
    except FailedRunError as failed:
        if not contender.is_alternative:
            raise
        company.died.add(contender.name)
        company.runs[contender.name].clear()
        say(f"    {contender.name} died: {failed}")
    if contender == OURS:
        company.nodes.append(last_node_seconds())


def say(sentence: str) -> None:
    """Progress, at once."""
    print(sentence, flush=True)
