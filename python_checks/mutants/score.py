"""What a campaign says: the score, per model and killer, and every survivor with its line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_checks.mutants.compiled import Project
from python_checks.mutants.judge import Verdict
from python_checks.mutants.lines import source_line
from python_checks.project import ROOT

GOAL = 0.95
MODEL_GOAL = 0.90


@dataclass(frozen=True)
class Tally:
    """Mutants by what became of them. One that does not run is counted apart: no test had to notice it."""

    killed: int
    survived: int
    equivalent: int
    not_running: int

    @property
    def score(self) -> float:
        """The share killed of those that run and are no equivalents; 1 where there are none."""
        return self.killed / (self.killed + self.survived) if self.killed + self.survived else 1.0


def tally(verdicts: Sequence[Verdict], equivalents: Mapping[str, str]) -> Tally:
    """Counts verdicts; an equivalent is a survivor that the reviewed list names."""
    kinds = Counter(_kind(verdict, equivalents) for verdict in verdicts)
    return Tally(kinds["killed"], kinds["survived"], kinds["equivalent"], kinds["not_running"])


def record(project: Project, verdicts: Sequence[Verdict], equivalents: Mapping[str, str], root: Path = ROOT) -> dict[str, Any]:
    """Everything as one structure, for target/mutants.json."""
    total = tally(verdicts, equivalents)
    models = {model: [each for each in verdicts if each.mutant.model == model] for model in sorted({each.mutant.model for each in verdicts})}
    return {
        "mutants": len(verdicts),
        **_figures(total),
        "killers": dict(sorted(Counter(each.killer for each in verdicts if each.killer not in ("", "error")).items())),
        "operators": {operator: _figures(found) for operator, found in _by_operator(verdicts, equivalents).items()},
        "models": {model: _figures(tally(found, equivalents)) for model, found in models.items()},
        "survivors": [_described(project, each, root) for each in verdicts if _kind(each, equivalents) == "survived"],
        "killed_though_listed_as_equivalent": [_described(project, each, root) for each in verdicts if each.killer and each.mutant.fingerprint in equivalents],
    }


def _kind(verdict: Verdict, equivalents: Mapping[str, str]) -> str:
    if verdict.killer:
        return "not_running" if verdict.killer == "error" else "killed"
    return "equivalent" if verdict.mutant.fingerprint in equivalents else "survived"


def _figures(total: Tally) -> dict[str, Any]:
    counts = {"killed": total.killed, "survived": total.survived, "equivalent": total.equivalent, "not_running": total.not_running}
    return {"score": round(total.score, 4), **counts}


def _by_operator(verdicts: Sequence[Verdict], equivalents: Mapping[str, str]) -> dict[str, Tally]:
    names = sorted({each.mutant.operator for each in verdicts})
    return {name: tally([each for each in verdicts if each.mutant.operator == name], equivalents) for name in names}


def _described(project: Project, verdict: Verdict, root: Path) -> dict[str, Any]:
    mutant, model = verdict.mutant, project.models[verdict.mutant.model]
    return {
        "model": mutant.model,
        "file": model.path,
        "line": source_line(root / model.path, model.sql, mutant.line),
        "within": mutant.within,
        "change": mutant.change,
        "before": mutant.before,
        "after": mutant.after,
        "fingerprint": mutant.fingerprint,
        "killed_by": verdict.by,
        "rows_changed_in": list(verdict.changed),
    }
