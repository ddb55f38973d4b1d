"""`./run check`: what of a landing folder fits the contract, what does not, and what that costs, without building."""

from pathlib import Path

from python_checks.contract import Contract, read_contract
from python_checks.coverage import lost_measures, measures_of_column
from python_checks.exits import Exit
from python_checks.preflight import Landing, inspect_landing
from python_checks.problems import InputError, Level, Problem, errors_in, listed
from python_checks.project import ROOT
from python_checks.settings import Settings, read_settings

MARKS = {Level.ERROR: "!!", Level.WARNING: " !", Level.INFO: "  "}


def run_check(landing: str | None, as_of: str | None, root: Path = ROOT) -> Exit:
    """Prints the report.

    Raises InputError where landing.yml itself cannot be used.
    """
    contract = read_contract(root)
    settings = read_settings(contract, landing, as_of, root)
    if settings.landing is None:
        raise InputError(["There is no landing folder to check: say which with --landing FOLDER."])
    found = inspect_landing(settings, contract, root)
    print(f"{settings.company}, as of {settings.as_of_date or 'the day of the build'}, in {settings.reporting_currency}\n")
    print(*_tables(settings, contract, found), sep="\n")
    optional = _optional_columns(contract, found, root)
    _print_problems([*found.problems, *optional])
    print(*_costs(settings, contract, found, root), sep="\n")
    errors = errors_in(found.problems)
    print(f"\n{len(errors)} to correct before a build." if errors else "\nFits: ready for ./run build.")
    return Exit.BAD_INPUT if errors else Exit.DONE


def _tables(settings: Settings, contract: Contract, found: Landing) -> list[str]:
    lines = []
    for name, table in contract.items():
        landed = found.tables.get(name)
        if settings.is_off(table.source, table.name):
            said = "switched off"
        elif landed is not None:
            said = f"{landed.rows:>12,} rows"
        else:
            said = "not landed" if table.is_on_by_default else "not landed, off by default"
        lines.append(f"  {name:<24} {said}")
    return lines


def _print_problems(problems: list[Problem]) -> None:
    for level, title in ((Level.ERROR, "Does not fit"), (Level.WARNING, "Worth a look"), (Level.INFO, "Optional columns not landed")):
        sentences = [problem.sentence for problem in problems if problem.level is level]
        if sentences:
            print(f"\n{title}:", *(f"{MARKS[level]} {sentence}" for sentence in sentences), sep="\n")


def _optional_columns(contract: Contract, found: Landing, root: Path) -> list[Problem]:
    problems = []
    without_cost = []
    for name, landed in found.tables.items():
        for column in contract[name].columns:
            if column.is_required or column.name == "source_relation" or landed.has(column.name):
                continue
            needed_by = measures_of_column(landed.table.source, landed.table.name, column.name, root)
            if needed_by:
                problems.append(Problem(f"{name}.{column.name}: used by {listed(needed_by)}", Level.INFO))
            else:
                without_cost.append(f"{name}.{column.name}")
    if without_cost:
        problems.append(Problem(f"No measure needs {listed(without_cost)}", Level.INFO))
    return problems


def _costs(settings: Settings, contract: Contract, found: Landing, root: Path) -> list[str]:
    def available(source: str, table: str, column: str) -> bool:
        landed = found.tables.get(f"{source}.{table}")
        return landed is not None and (not column or landed.has(column))

    lost = lost_measures(available, found.knows_seats, settings.as_of_date, root)
    if not lost:
        return ["\nEvery measure of the rulebook can be fed."]
    share = sum((each.weight for each in lost), start=type(lost[0].weight)(0))
    lines = [f"\nNot applicable, {share:.1%} of the nominal weight (the other measures carry it):"]
    return lines + [f"   {each.weight:>6.1%}  {each.measure_name}: needs {listed(each.lacks)}" for each in lost]
