"""Holds what happened against what the catalogue expects; every sentence it returns is a broken promise."""

import re
from dataclasses import dataclass

from python_checks.faults.case import Case
from python_checks.faults.catalogue import Injection
from python_checks.faults.facts import Facts, release_problems, score_problems
from python_checks.faults.invariants import INVARIANTS

ONE_SCREEN = 60
PROGRESS = re.compile(r" +\d+ s  ")
PERSONAL = re.compile(r"[\w.]+@example\.(com|org)")


@dataclass
class Verdict:
    """What became of one injection. `is_wrong_publish` is True where readers saw what they must not see."""

    injection: Injection
    got: str
    problems: list[str]
    is_wrong_publish: bool
    seconds: float
    processor: float


def judged(case: Case) -> list[Verdict]:
    """A verdict for every injection of a build."""
    facts = case.facts.load() if case.ran.exit == 0 else case.facts
    shared = _shared_problems(case, facts)
    return [_verdict(case, facts, each, shared) for each in case.injections]


def got(case: Case) -> str:
    """What happened, in the words of the report."""
    published = "" if case.after == case.before else ", another release published"
    return f"exit {case.ran.exit}{published}"


def _verdict(case: Case, facts: Facts, injection: Injection, shared: list[str]) -> Verdict:
    problems = list(shared)
    is_wrong = False
    if case.ran.exit != injection.exit_code:
        problems.append(f"exit {case.ran.exit} instead of {injection.exit_code}")
        is_wrong = injection.expected in "EB" and case.ran.exit == 0
    elif injection.expected in "EB":
        is_wrong = case.after != case.before
        problems += ["readers see something else than before"] if is_wrong else []
        problems += _invariant_problems(case, facts, injection)
    else:
        missed = _quarantine_problems(case, facts, injection)
        is_wrong = injection.expected == "Q" and bool(missed)
        problems += missed + _invariant_problems(case, facts, injection)
    problems += [f'does not say "{word}"' for word in injection.says if word not in case.ran.output]
    count = len(case.injections)
    if count > 1 and injection.expected == "B" and injection.table not in case.ran.output:
        problems.append(f"does not name {injection.table}, of several tables with a fault")
    return Verdict(injection, got(case), problems, is_wrong, case.ran.seconds / count, case.ran.processor / count)


def _shared_problems(case: Case, facts: Facts) -> list[str]:
    """What holds for every build, whatever was injected."""
    output = case.ran.output
    problems = ["a traceback is shown"] if "Traceback (most recent call last)" in output else []
    lines = sum(1 for line in output.splitlines() if not PROGRESS.match(line))
    problems += [f"{lines} lines are more than one screen"] if lines > ONE_SCREEN else []
    problems += ["a value of the data is printed"] if _prints_values(case) else []
    problems += [f'does not say "{word}"' for word in case.scene.expected_words if word and word not in output]
    if case.after != case.before:
        problems += [f"release: {each}" for each in release_problems(facts.release)]
    if case.ran.exit == 0:
        problems += [f"release: {each}" for each in score_problems(facts)]
    return problems


def _prints_values(case: Case) -> bool:
    return bool(PERSONAL.search(case.ran.output)) or any(value in case.ran.output for value in case.scene.planted)


def _quarantine_problems(case: Case, facts: Facts, injection: Injection) -> list[str]:
    """The rows that were put in, and only those, lie in quarantine under the reason given. Other faults of the build have other reasons or tables."""
    problems = []
    for reason, expected in injection.quarantine.items():
        key = (injection.table, reason)
        found = facts.quarantine.get(key, 0) - case.base.quarantine.get(key, 0)
        if found != expected:
            problems.append(f"{found} more rows of {injection.table} in quarantine as {reason} instead of {expected}")
    if injection.expected == "A" and injection.table and not injection.quarantine:
        others = {reason for each in case.injections if each.table == injection.table for reason in each.quarantine}
        grown = {key[1]: count - case.base.quarantine.get(key, 0) for key, count in facts.quarantine.items() if key[0] == injection.table}
        problems += [f"{count} rows of {injection.table} in quarantine as {reason}" for reason, count in grown.items() if count > 0 and reason not in others]
    return problems


def _invariant_problems(case: Case, facts: Facts, injection: Injection) -> list[str]:
    problems = []
    for each in injection.invariants:
        name, _, argument = each.partition("=")
        problems += [f"{name}: {problem}" for problem in INVARIANTS[name](case, facts, injection, argument)]
    return problems
