"""Faults of what a column means: units, formats, ids, times, as a change of an export would bring them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from python_checks.contract import read_contract
from python_checks.faults.catalogue import Injection
from python_checks.faults.companies import AS_OF
from python_checks.faults.grid import Row, Scene
from python_checks.faults.kinds import rows

SPELLINGS: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "title": str.title,
    "blank_after": lambda text: f"{text} ",
    "blank_before": lambda text: f"  {text}",
    "lower_and_blank": lambda text: f" {text.lower()} ",
    "without_prefix": lambda text: text.split("-")[-1],
    "other_prefix": lambda text: f"X{text}",
}
DAY_FORMATS = {"german": "%d.%m.%Y", "american": "%m/%d/%Y", "compact": "%Y%m%d", "slashes": "%Y/%m/%d"}


@rows
def times(scene: Scene, fault: Injection) -> None:
    """Numbers are multiplied, as by another unit."""
    factor, digits = float(fault.arguments["factor"]), int(fault.arguments.get("digits", "4"))
    for row in _some(scene, fault):
        if row[fault.column].strip():
            row[fault.column] = f"{float(row[fault.column]) * factor:.{digits}f}".rstrip("0").rstrip(".")


@rows
def respelled(scene: Scene, fault: Injection) -> None:
    """The same word or id, spelt as another system spells it."""
    for row in _some(scene, fault):
        if row[fault.column].strip():
            row[fault.column] = SPELLINGS[fault.arguments["how"]](row[fault.column])


@rows
def blanked(scene: Scene, fault: Injection) -> None:
    """Values are gone, or replaced by a word for nothing."""
    for row in _some(scene, fault):
        row[fault.column] = fault.arguments.get("word", "")


@rows
def empties_named(scene: Scene, fault: Injection) -> None:
    """What is empty is written as a word for nothing."""
    for row in scene.grid(fault.table).rows:
        row[fault.column] = row[fault.column] or fault.arguments["word"]


@rows
def days_reformatted(scene: Scene, fault: Injection) -> None:
    """Days in another format."""
    for row in _some(scene, fault):
        if row[fault.column].strip():
            row[fault.column] = datetime.fromisoformat(row[fault.column].strip()[:10]).strftime(DAY_FORMATS[fault.arguments["format"]])


@rows
def decimal_commas(scene: Scene, fault: Injection) -> None:
    """Numbers with a comma where others write a point."""
    for row in _some(scene, fault):
        if row[fault.column].strip():
            row[fault.column] = row[fault.column].replace(".", ",") if "." in row[fault.column] else f"{row[fault.column]},0"


@rows
def later(scene: Scene, fault: Injection) -> None:
    """Every time of the table moves by days (back when negative)."""
    days = timedelta(days=int(fault.arguments["days"]))
    grid = scene.grid(fault.table)
    columns = _time_columns(fault.table, grid.columns)
    for row in _some(scene, fault):
        for column in columns:
            row[column] = moved(row[column], days)


@rows
def stopped(scene: Scene, fault: Injection) -> None:
    """What happened in the days before the as-of date is of the day before them; old rows, and what is still to come, stay as they are."""
    grid = scene.grid(fault.table)
    last = str(AS_OF - timedelta(days=int(fault.arguments["days"])))
    for row in grid.rows:
        for column in _time_columns(fault.table, grid.columns):
            day, rest = row[column].strip()[:10], row[column].strip()[10:]
            row[column] = f"{last}{rest}" if last < day <= str(AS_OF) else row[column]


@rows
def other_zone(scene: Scene, fault: Injection) -> None:
    """The same instants, written with the offset of another zone."""
    hours = int(fault.arguments["hours"])
    for row in scene.grid(fault.table).rows:
        text = row[fault.column].strip()
        if text.endswith("Z"):
            local = datetime.fromisoformat(text.removesuffix("Z")) + timedelta(hours=hours)
            row[fault.column] = f"{local.isoformat()}{'+' if hours >= 0 else '-'}{abs(hours):02d}:00"


def moved(text: str, days: timedelta) -> str:
    """A day or time as text, some days later; what is no time stays."""
    try:
        day = datetime.fromisoformat(text.strip()[:10])
    except ValueError:
        return text
    return (day + days).strftime("%Y-%m-%d") + text.strip()[10:]


def _time_columns(table: str, columns: list[str]) -> list[str]:
    declared = read_contract()[table].columns
    return [column.name for column in declared if column.type in ("date", "timestamp") and column.name in columns]


def _some(scene: Scene, fault: Injection) -> list[Row]:
    """The rows that fit `like` and are `since` column:day or later; a share of them where it is given."""
    column, _, day = fault.arguments.get("since", "").partition(":")
    found = [row for row in scene.grid(fault.table).matching(fault.arguments.get("like", "")) if not day or row[column] >= day]
    share = float(fault.arguments.get("share", "1"))
    count = int(fault.arguments.get("rows", "0")) or max(1, round(share * len(found)))
    return found if count >= len(found) else scene.random.sample(found, count)
