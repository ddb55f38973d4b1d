"""Faults of configuration: the rulebook, the reference seeds, landing.yml and dbt_project.yml."""

import csv
from pathlib import Path

import yaml

from python_checks.faults.catalogue import Injection
from python_checks.faults.grid import Grid, Row, Scene, write_grid
from python_checks.faults.kinds import rows

NOT_COLUMNS = ("seed", "like", "old", "new")


@rows
def seed_changed(scene: Scene, fault: Injection) -> None:
    """Cells of a seed are changed: seed=reference/x, like=column:value, and columns with their new values."""
    path, grid = _seed(scene, fault)
    for row in grid.matching(fault.arguments.get("like", "")):
        row.update(_values(fault))
    write_grid(path, grid)


@rows
def seed_added(scene: Scene, fault: Injection) -> None:
    """A row is added to a seed; columns that are not given are as in its first row."""
    path, grid = _seed(scene, fault)
    grid.rows.append(dict.fromkeys(grid.columns, "") | (grid.rows[0] if grid.rows else {}) | _values(fault))
    write_grid(path, grid)


@rows
def seed_without(scene: Scene, fault: Injection) -> None:
    """Rows of a seed are gone; all of them without like."""
    path, grid = _seed(scene, fault)
    gone = grid.matching(fault.arguments.get("like", ""))
    grid.rows = [row for row in grid.rows if not any(row is other for other in gone)]
    write_grid(path, grid)


@rows
def seed_rewritten(scene: Scene, fault: Injection) -> None:
    """A text of the seed file is replaced, as by an editor."""
    path = _path(scene, fault)
    text = path.read_text(encoding="utf-8")
    if fault.arguments["old"] not in text:
        raise ValueError(f"{path.name} does not hold what is to be replaced")
    path.write_text(text.replace(fault.arguments["old"], fault.arguments["new"], 1), encoding="utf-8")


@rows
def seed_gone(scene: Scene, fault: Injection) -> None:
    """A seed file has been deleted."""
    _path(scene, fault).unlink()


@rows
def rulebook(scene: Scene, fault: Injection) -> None:
    """One of the rulebook faults that the rulebook's own tests know, in a version of its own."""
    from python_checks.tests.rulebook_copy import Rulebook
    from python_checks.tests.rulebook_edits import V
    from python_checks.tests.rulebook_faults import FAULTS

    folder = scene.workspace / "seeds/scoring"
    grids = {path.stem: _read(path) for path in sorted(folder.glob("*.csv"))}
    book = Rulebook({name: grid.rows for name, grid in grids.items()})
    known = next(each for each in FAULTS if each.key == fault.column)
    book.copy(V, known.version)
    known.edit(book, known.version)
    for name, grid in grids.items():
        write_grid(folder / f"{name}.csv", Grid(grid.columns, book.seeds[name]))
    scene.expected_words += [f"seeds/scoring/{known.seed}.csv", known.row.replace("{v}", known.version), known.says]


@rows
def future_version(scene: Scene, fault: Injection) -> None:
    """Other weights are agreed for a day to come: a version of its own, approved, after the one that is in force until then."""
    from python_checks.tests.rulebook_copy import Rulebook

    folder = scene.workspace / "seeds/scoring"
    grids = {path.stem: _read(path) for path in sorted(folder.glob("*.csv"))}
    book = Rulebook({name: grid.rows for name, grid in grids.items()})
    old, new, begins_on = "2026.1", "2027.1", fault.arguments["begins_on"]
    book.copy(old, new)
    book.change("factor_weights", {"model_version": new, "factor_key": "adoption"}, weight="0")
    for scorecard in {row["scorecard_key"] for row in book.rows("factor_weights", model_version=new)}:
        rows_of = book.rows("factor_weights", model_version=new, scorecard_key=scorecard)
        others = [row for row in rows_of if row["factor_key"] == "support"]
        rest = sum(round(float(row["weight"]) * 10_000) for row in rows_of if row["factor_key"] != "support")
        others[0]["weight"] = str((10_000 - rest) / 10_000)
    book.change("scoring_models", {"model_version": new}, valid_from=begins_on, valid_to="")
    book.change("scoring_models", {"model_version": old}, valid_to=begins_on)
    for row in book.rows("model_approvals", model_version=old):
        book.seeds["model_approvals"].append(row | {"model_version": new})
    for name, grid in grids.items():
        write_grid(folder / f"{name}.csv", Grid(grid.columns, book.seeds[name]))


@rows
def switched_off(scene: Scene, fault: Injection) -> None:
    """The company does not have the table, or the whole source, and says so; its files are not there."""
    name = fault.arguments.get("source") or fault.table
    path = scene.landing / "landing.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["switched_off"] = [*(content.get("switched_off") or []), name]
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    for file in scene.landing.glob(f"{name.replace('.', '/')}.csv" if "." in name else f"{name}/*.csv"):
        file.unlink()


@rows
def settings(scene: Scene, fault: Injection) -> None:
    """landing.yml says something else; an empty value takes the key away."""
    path = scene.landing / "landing.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | {name: yaml.safe_load(value) for name, value in fault.arguments.items()}
    path.write_text(yaml.safe_dump({name: value for name, value in content.items() if value is not None}), encoding="utf-8")


@rows
def settings_text(scene: Scene, fault: Injection) -> None:
    """landing.yml holds just this text."""
    (scene.landing / "landing.yml").write_text(fault.arguments["text"], encoding="utf-8")


@rows
def settings_gone(scene: Scene, fault: Injection) -> None:
    """landing.yml is not there."""
    (scene.landing / "landing.yml").unlink()


@rows
def project_text(scene: Scene, fault: Injection) -> None:
    """A text of dbt_project.yml is replaced."""
    path = scene.workspace / "dbt_project.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(fault.arguments["old"], fault.arguments["new"], 1), encoding="utf-8")


def _values(fault: Injection) -> Row:
    return {name: value for name, value in fault.arguments.items() if name not in NOT_COLUMNS}


def _path(scene: Scene, fault: Injection) -> Path:
    return scene.workspace / f"seeds/{fault.arguments['seed']}.csv"


def _seed(scene: Scene, fault: Injection) -> tuple[Path, Grid]:
    path = _path(scene, fault)
    return path, _read(path)


def _read(path: Path) -> Grid:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return Grid(list(reader.fieldnames or []), list(reader))
