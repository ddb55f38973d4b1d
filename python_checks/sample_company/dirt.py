"""How dirt is planted into clean rows: copied, repeated with other values, added broken, or rewritten in place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Literal

from python_checks.sample_company.days import iso, later, rng_for
from python_checks.sample_company.tables import COLUMNS, Row

Change = str | Callable[[str], str]
Kind = Literal["duplicate", "version", "extra", "rewrite"]


@dataclass(frozen=True)
class Plant:
    """One sort of dirt in one table.

    duplicate: an exact copy; version: the same key once more with the changes; extra: a new row that is a copy of another but
    for its key and the changes; rewrite: an existing row with the changes. Several changes of a column are used in turn.
    `reason` says why staging must reject the planted rows; empty where they must be accepted. `only` picks the rows to use.
    """

    kind: Kind
    count: int
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)
    reason: str = ""
    only: Callable[[Row], bool] = lambda row: True


def in_turn(changes: Mapping[str, Sequence[Change]], row: Row, position: int) -> Row:
    """Return the row with the position-th change of every column."""
    changed = dict(row)
    for column, options in changes.items():
        option = options[position % len(options)]
        changed[column] = option if isinstance(option, str) else option(row.get(column, ""))
    return changed


def planted(table: str, rows: Sequence[Row], plants: Sequence[Plant]) -> list[Row]:
    """Return the rows with all plants in them; every row is used by one plant at most, so that the counts add up."""
    rng, dirty, free = rng_for("dirt", table), [dict(row) for row in rows], list(range(len(rows)))
    for plant in plants:
        used = _pick(plant, dirty, free, rng)
        free = [index for index in free if index not in used]
        for position, index in enumerate(used):
            _plant(table, plant, dirty, index, position)
    return dirty


def _pick(plant: Plant, rows: Sequence[Row], free: Sequence[int], rng: Random) -> list[int]:
    """Return as many free rows as the plant needs; ValueError when there are too few."""
    return rng.sample([index for index in free if plant.only(rows[index])], plant.count)


def _plant(table: str, plant: Plant, rows: list[Row], index: int, position: int) -> None:
    key = COLUMNS[table][0]
    if plant.kind == "duplicate":
        rows.append(dict(rows[index]))
    elif plant.kind == "version":
        rows.append(in_turn(plant.changes, rows[index], position))
    elif plant.kind == "extra":
        rows.append(in_turn(plant.changes, rows[index] | {key: f"{rows[index][key]}X"}, position))
    else:
        rows[index] = in_turn(plant.changes, rows[index], position)


def days_later(days: int) -> Callable[[str], str]:
    """Return a change that moves an ISO-8601 time by whole days (back when negative)."""

    def moved(text: str) -> str:
        return iso(later(date.fromisoformat(text[:10]), days)) + text[10:]

    return moved


def followed_by(blank: str) -> Callable[[str], str]:
    """Return a change that adds something at the end."""
    return lambda text: text + blank


# How other systems spell ids and words.
DRIFT: tuple[Change, ...] = (str.lower, followed_by(" "), lambda text: f" {text.lower()}", followed_by("  "))
CASES: tuple[Change, ...] = (str.upper, str.title, followed_by(" "), lambda text: f"{text.title()} ")
NOTHING: tuple[Change, ...] = ("N/A", "null", "n/a", "NULL", "-")
FORMULA = '=HYPERLINK("https://example.com/open";"open")'
