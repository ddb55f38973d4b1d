"""Faults of values: rows that are added to a table, sound but for one value."""

from python_checks.faults.catalogue import Injection
from python_checks.faults.grid import Grid, Row, Scene
from python_checks.faults.kinds import rows

NOT_COLUMNS = ("value", "rows", "like", "share")


@rows
def plant(scene: Scene, fault: Injection) -> None:
    """Adds copies of sound rows under new keys, with `value` in the column; arguments with the name of a column change that too."""
    grid = scene.grid(fault.table)
    for position, row in enumerate(_picked(scene, fault, grid)):
        changed = row | {grid.key: f"{row[grid.key].strip()}X{scene.random.randrange(10**6):06d}{position}"}
        changed |= {name: value for name, value in fault.arguments.items() if name not in NOT_COLUMNS}
        _set(scene, fault, grid, changed)
        grid.rows.append(changed)


@rows
def spoil(scene: Scene, fault: Injection) -> None:
    """Changes a share of the rows, or some rows, in place."""
    grid = scene.grid(fault.table)
    for row in _picked(scene, fault, grid):
        row.update({name: value for name, value in fault.arguments.items() if name not in NOT_COLUMNS})
        _set(scene, fault, grid, row)


@rows
def repeated(scene: Scene, fault: Injection) -> None:
    """Rows are delivered twice."""
    grid = scene.grid(fault.table)
    grid.rows += [dict(row) for row in _picked(scene, fault, grid)]


@rows
def another_version(scene: Scene, fault: Injection) -> None:
    """A key comes once more with another value; `updated_at` says which is older, where it is given."""
    grid = scene.grid(fault.table)
    for row in _picked(scene, fault, grid):
        grid.rows.append(row | {fault.column: fault.arguments["value"]} | _more(fault))


def _more(fault: Injection) -> Row:
    return {name: value for name, value in fault.arguments.items() if name not in NOT_COLUMNS}


def _picked(scene: Scene, fault: Injection, grid: Grid) -> list[Row]:
    """As many rows as `rows` says, or as `share` of the whole table is; sound ones, in an order that depends on the fault only."""
    found = grid.matching(fault.arguments.get("like", ""))
    share = float(fault.arguments.get("share", "0"))
    count = round(share * len(grid.rows)) if share else int(fault.arguments.get("rows", "1"))
    return scene.random.sample(found, min(count, len(found)))


def _set(scene: Scene, fault: Injection, grid: Grid, row: Row) -> None:
    """Writes the value; {old} stands for what was there. Long values are remembered: nobody may print them."""
    value = fault.arguments.get("value", "").replace("{old}", row.get(fault.column, ""))
    if fault.column not in grid.columns:
        grid.columns.append(fault.column)
    row[fault.column] = value
    if len(value.strip()) >= 8 and value.strip() not in scene.planted:
        scene.planted.append(value.strip())
