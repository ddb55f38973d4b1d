"""What is wrong with the input, in sentences a person can act on: never a traceback, never a data value."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum


class Level(Enum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Problem:
    """One finding: a sentence that names file, column, count and remedy."""

    sentence: str
    level: Level = Level.ERROR


class InputError(Exception):
    """Input or configuration that cannot be used. `sentences` are shown to the person, one per line."""

    # dbt prints the traceback of a Python model that fails; where the input is wrong, frames of ours tell a person nothing.
    __traceback__ = property(lambda self: None, lambda self, frames: None)

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__("\n".join(f"- {sentence}" for sentence in self.sentences))


def errors_in(problems: Iterable[Problem]) -> list[str]:
    """The sentences of the findings that stop a build."""
    return [problem.sentence for problem in problems if problem.level is Level.ERROR]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, compared without case and outer blanks; None where none is close."""
    by_form = {each.strip().lower(): each for each in known}
    found = get_close_matches(name.strip().lower(), list(by_form), n=1, cutoff=0.6)
    return by_form[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """' Did you mean x?' for the nearest known name, else an empty text."""
    found = nearest(name, known)
    return f' Did you mean "{found}"?' if found else ""


def listed(names: Iterable[str]) -> str:
    """Names as a sentence part: 'a', 'a and b', 'a, b and c'."""
    parts = list(names)
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def counted(count: int, noun: str) -> str:
    """'1 row', '1,500 rows'."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
