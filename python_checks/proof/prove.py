"""`./run prove`: random accounts through the compiled SQL and the reference scorer, every figure compared."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from python_checks.exits import Exit
from python_checks.problems import InputError, counted
from python_checks.project import ROOT
from python_checks.proof.choices import seeded
from python_checks.proof.compiled import CompiledScoring, compiled_scoring
from python_checks.proof.engine import Engine
from python_checks.proof.world_rules import Size
from python_checks.proof.worlds import random_world
from python_checks.reference.comparison import Comparison, compare, scores
from python_checks.reference.history import change_results, trend_results
from python_checks.reference.inputs import Inputs
from python_checks.reference.scorer import score

BULK = Size(accounts=500, least=300)
HISTORY = Size(accounts=60, dates=7)
"""Every fourth world has fewer accounts on more dates, for trends and confirmed bands."""
SECONDS_BETWEEN_LINES = 5.0


@dataclass
class Proof:
    """What was proved so far. `failing_seeds` are the worlds with a mismatch."""

    accounts: int = 0
    worlds: int = 0
    seconds: float = 0.0
    comparison: Comparison = field(default_factory=Comparison)
    failing_seeds: list[int] = field(default_factory=list)

    @property
    def comparisons(self) -> int:
        """Figures compared."""
        return sum(self.comparison.compared.values())

    @property
    def mismatches(self) -> int:
        """Figures that differ."""
        return sum(self.comparison.mismatches.values())

    def as_json(self, seed: int) -> dict[str, Any]:
        """What target/prove.json says."""
        by_figure = {
            figure: {"compared": count, "mismatches": self.comparison.mismatches[figure]} for figure, count in sorted(self.comparison.compared.items())
        }
        return {
            "seed": seed,
            "accounts": self.accounts,
            "worlds": self.worlds,
            "comparisons": self.comparisons,
            "mismatches": self.mismatches,
            "seconds": round(self.seconds, 1),
            "figures": by_figure,
            "failing_seeds": self.failing_seeds,
            "examples": self.comparison.examples,
        }


def run_prove(accounts: int, seed: int, root: Path = ROOT) -> Exit:
    """Proves with that many random accounts; writes target/prove.json and a screen of summary.

    Raises InputError for less than one account.
    """
    if accounts < 1:
        raise InputError(["--accounts has to be at least 1: choose a number like 10000."])
    print("Compiling the scoring models.", flush=True)
    proof = prove(compiled_scoring(root), accounts, seed, with_progress=True)
    place = root / "target" / "prove.json"
    place.write_text(json.dumps(proof.as_json(seed), indent=1) + "\n", encoding="utf-8")
    print("\n".join(summary(proof)), f"  written to   {place.relative_to(root)}", sep="\n", flush=True)
    return Exit.FAILED if proof.mismatches else Exit.DONE


def prove(scoring: CompiledScoring, accounts: int, seed: int = 1, with_progress: bool = False) -> Proof:
    """Worlds of the seeds `seed`, `seed` + 1 ... until that many accounts were scored twice."""
    proof, started = Proof(), time.monotonic()
    said_at = started
    with Engine(scoring) as engine:
        while proof.accounts < accounts:
            size = HISTORY if proof.worlds % 4 == 3 else BULK
            world = random_world(seeded(seed + proof.worlds), replace(size, accounts=min(size.accounts, accounts - proof.accounts)))
            compared = scored_twice(engine, world)
            if compared.mismatches:
                proof.failing_seeds.append(seed + proof.worlds)
            proof.comparison.add(compared)
            proof.worlds += 1
            proof.accounts += len({row.account_id for row in world.spine})
            proof.seconds = time.monotonic() - started
            if with_progress and time.monotonic() - said_at >= SECONDS_BETWEEN_LINES:
                said_at = time.monotonic()
                print(f"  {proof.seconds:5.0f} s  {proof.accounts:,} of {accounts:,} accounts, {proof.mismatches:,} mismatches", flush=True)
    return proof


def scored_twice(engine: Engine, world: Inputs) -> Comparison:
    """Scores a world with the SQL and with the reference, and compares."""
    engine.score(world)
    results = score(world)
    grid = sorted({row.as_of_date for row in world.spine})
    movement: dict[str, Sequence[Any]] = {
        "fct_score_changes": change_results(results, grid),
        "fct_score_trends": trend_results(results, grid, world.rulebook["trend_labels"]),
    }
    return compare({**scores(results), **movement}, engine.rows)


def summary(proof: Proof) -> list[str]:
    """The lines of the screen."""
    lines = [
        "",
        f"  accounts     {proof.accounts:,} in {counted(proof.worlds, 'random rulebook')}",
        f"  compared     {counted(proof.comparisons, 'figure')}",
        f"  mismatches   {proof.mismatches:,}",
        *(f"               {figure}: {count:,}" for figure, count in proof.comparison.mismatches.most_common()),
        *(f"               {example}" for example in proof.comparison.examples[:5]),
    ]
    return [*lines, f"  time         {proof.seconds:.0f} s"]
