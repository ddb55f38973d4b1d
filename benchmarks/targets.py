"""The targets, and whether the largest company of a run keeps them."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.bench import Timed
from benchmarks.measure import middle, paired_ratio, slope
from benchmarks.runners import ALL, BY_HAND, OURS

MODELS, PROVING, PEAK, LINEAR, MANY_EVENTS = 2.0, 1.0, 1.5, 1.05, 20_000_000


def verdicts(fixed: Timed, companies: Sequence[Timed]) -> list[str]:
    """One row per target: what is wanted, what was measured, kept or missed."""
    largest = max(companies, key=lambda company: (company.events, company.size.accounts))
    split, hand = largest.split(fixed), middle(largest.runs[BY_HAND.name])
    peak = middle(largest.runs[OURS.name]).peak / hand.peak
    rows = [
        row("models, of by hand", split.models / hand.cpu, MODELS),
        row("tests, gate and release, of by hand", split.proving / hand.cpu, PROVING),
        row("peak memory, of by hand", peak, PEAK),
        growth_row(fixed, companies),
        memory_row(companies),
        *(alternative_row(contender.name, largest) for contender in ALL if contender.is_alternative),
    ]
    size = f"{largest.size.accounts:,} accounts and {largest.events:,} events"
    return ["## Targets", "", f"At {size}, unless said.", "", "| target | wanted | measured | |", "|---|--:|--:|---|", *rows]


def row(name: str, measured: float, wanted: float) -> str:
    """A row of the table for a ratio."""
    return f"| {name} | at most {wanted:.1f} x | {measured:.1f} x | {'kept' if measured <= wanted else 'missed'} |"


def growth_row(fixed: Timed, companies: Sequence[Timed]) -> str:
    """Growth in events among the companies of one number of accounts whose events lie furthest apart."""
    name = "growth with the events"
    found = events_exponent(fixed, companies)
    if found is None:
        return f"| {name} | linear | | not measured |"
    return f"| {name} | exponent at most {LINEAR} | {found[0]:.2f} ({found[1]}) | {'kept' if found[0] <= LINEAR else 'missed'} |"


def events_exponent(fixed: Timed, companies: Sequence[Timed]) -> tuple[float, str] | None:
    """(exponent, from where to where) net of the fixed cost; None where no two companies differ in their events alone."""
    base = middle(fixed.runs[OURS.name]).cpu
    best: tuple[float, float, str] | None = None
    for accounts in {company.size.accounts for company in companies}:
        group = sorted((company for company in companies if company.size.accounts == accounts), key=lambda company: company.events)
        sizes, costs = [float(company.events) for company in group], [middle(company.runs[OURS.name]).cpu - base for company in group]
        if len(set(sizes)) > 1 and min(costs) > 0 and (best is None or sizes[-1] / sizes[0] > best[0]):
            span = f"{sizes[0]:,.0f} to {sizes[-1]:,.0f} at {accounts:,} accounts"
            best = (sizes[-1] / sizes[0], slope(sizes, costs), span)
    return None if best is None else best[1:]


def memory_row(companies: Sequence[Timed]) -> str:
    """Whether the smallest limit that was tried let every company finish."""
    name, wanted = "bounded memory", "spills and finishes"
    tried = [company for company in companies if company.tight]
    if not tried:
        return f"| {name} | {wanted} | | not measured |"
    is_kept = all(company.tight[0].run for company in tried)
    smallest = ", ".join(f"{min((tight.limit for tight in company.tight if tight.run), default=0) // 1_000_000} MB" for company in tried)
    return f"| {name} | {wanted} | smallest limit that passed: {smallest} | {'kept' if is_kept else 'missed'} |"


def alternative_row(name: str, company: Timed) -> str:
    """Whether our whole build takes less of the processor than an alternative that answers less."""
    wanted = f"| faster than {name} | less than 1.0 x |"
    if name in company.died:
        return f"{wanted} {name} died | kept |"
    if not company.runs.get(name):
        return f"{wanted} | not measured |"
    ratio = paired_ratio(company.runs[OURS.name], company.runs[name])
    enough = "" if company.size.events >= MANY_EVENTS else f" (the target is meant at {MANY_EVENTS:,} events)"
    return f"{wanted} {ratio:.1f} x | {'kept' if ratio < 1 else 'missed'}{enough} |"
