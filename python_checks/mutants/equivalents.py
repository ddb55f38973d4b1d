"""The reviewed list of mutants that no input can tell from their model: python_checks/mutants/equivalent.csv."""

from pathlib import Path

from python_checks.problems import InputError
from python_checks.project import ROOT, read_rows

FILE = Path("python_checks/mutants/equivalent.csv")
COLUMNS = ("model", "within", "expression", "change", "fingerprint", "reason")


def equivalents(root: Path = ROOT) -> dict[str, str]:
    """The reason by fingerprint.

    Raises InputError for a row without one, or a fingerprint that is listed twice.
    """
    reasons: dict[str, str] = {}
    problems = []
    for number, row in enumerate(read_rows(root / FILE), start=2):
        if not (row["reason"] or "").strip():
            problems.append(f"{FILE} line {number} gives no reason: say why no input can tell this mutant from its model, or write a test.")
        if row["fingerprint"] in reasons:
            problems.append(f"{FILE} line {number} lists {row['fingerprint']} a second time: remove one.")
        reasons[row["fingerprint"]] = row["reason"]
    if problems:
        raise InputError(problems)
    return reasons
