"""How a rulebook is broken on purpose. Every fault is made in a version of its own, so that all of them fit into one rulebook."""

from collections.abc import Callable
from dataclasses import dataclass

from python_checks.tests.rulebook_copy import Rulebook

V = "2026.2"
"""The version that is copied; it has three scorecards and is not in force."""


@dataclass(frozen=True)
class Fault:
    """`row` and `says` have to be in the row key, and in problem or remedy, of a finding; {v} stands for the fault's version."""

    key: str
    check: str
    seed: str
    row: str
    edit: Callable[[Rulebook, str], None]
    says: str = ""

    @property
    def version(self) -> str:
        return f"v_{self.key}"


def changed(seed: str, values: dict[str, str], **where: str) -> Callable[[Rulebook, str], None]:
    """Changes the rows of the version that have these values."""
    return lambda book, version: book.change(seed, where | {"model_version": version}, **values)


def dropped(seed: str, **where: str) -> Callable[[Rulebook, str], None]:
    return lambda book, version: book.drop(seed, **where, model_version=version)


def added(seed: str, **values: str) -> Callable[[Rulebook, str], None]:
    """Adds a row to the version; columns that are not given are as in the first row of the version."""
    return lambda book, version: book.seeds[seed].append(book.rows(seed, model_version=version)[0] | values)


def dated(**values: str) -> Callable[[Rulebook, str], None]:
    """Puts the version into an objective of its own, with these dates."""

    def edit(book: Rulebook, version: str) -> None:
        book.add("objectives", objective_key=f"o_{version}", is_primary="false")
        book.add("objective_approvers", objective_key=f"o_{version}", function="finance")
        book.change("scoring_models", {"model_version": version}, objective_key=f"o_{version}", **values)

    return edit


def succeeded(valid_to: str, valid_from: str) -> Callable[[Rulebook, str], None]:
    """The version ends and another one of its objective begins."""

    def edit(book: Rulebook, version: str) -> None:
        dated(status="retired", valid_from="2020-01-01", valid_to=valid_to)(book, version)
        book.copy(version, f"{version}-next")
        book.change("scoring_models", {"model_version": f"{version}-next"}, status="champion", valid_from=valid_from, valid_to="")

    return edit


def several(*edits: Callable[[Rulebook, str], None]) -> Callable[[Rulebook, str], None]:
    def edit(book: Rulebook, version: str) -> None:
        for each in edits:
            each(book, version)

    return edit
