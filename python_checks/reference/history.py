"""The champions' scores along the grid: what changed from date to date, the trend, the confirmed band."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from python_checks.reference.inputs import Row
from python_checks.reference.movement import Movement, Rescored, confirmed_bands, explain, trend
from python_checks.reference.results import AccountResult, ChangeResult, MeasureResult, Results, TrendResult

Champions = Mapping[tuple[str, str], Mapping[date, AccountResult]]
"""By account and objective: its champion's row per date."""


def change_results(results: Results, grid: Sequence[date]) -> list[ChangeResult]:
    """Why every champion's score moved between neighbours of the grid, which is in order. A measure that moved nothing has no row."""
    versions: dict[tuple[str, str, date], Rescored] = {}
    measures: dict[tuple[str, str, date], dict[str, MeasureResult]] = defaultdict(dict)
    for row in results.measures:
        measures[row.model_version, row.account_id, row.as_of_date][row.measure_key] = row
    for account in results.accounts:
        key = account.model_version, account.account_id, account.as_of_date
        versions[key] = Rescored(account, measures[key])
    found = []
    for (account_id, objective), by_date in _champions(results).items():
        for earlier, later in pairwise(grid):
            before, after = (_rescored(versions, by_date.get(day)) for day in (earlier, later))
            by_new = versions.get((after.account.model_version, account_id, earlier)) if after else None
            movement = explain(before, by_new, after)
            if movement:
                found += [ChangeResult(account_id, objective, later, *part) for part in _rows(movement)]
    return found


def trend_results(results: Results, grid: Sequence[date], trend_labels: Sequence[Row]) -> list[TrendResult]:
    """Slope, its label and the confirmed band of every champion's row."""
    found = []
    for (account_id, objective), by_date in _champions(results).items():
        rows = [by_date.get(day) for day in grid]
        confirmed = confirmed_bands([row.health_band if row and row.score_status == "scored" else None for row in rows])
        scores = [(day, row.health_score_exact if row else None) for day, row in zip(grid, rows, strict=True)]
        for number, row in enumerate(rows):
            if row:
                slope = trend(scores[: number + 1])
                found.append(TrendResult(account_id, objective, row.as_of_date, slope, _label(slope, row, trend_labels), confirmed[number]))
    return found


def _champions(results: Results) -> Champions:
    found: dict[tuple[str, str], dict[date, AccountResult]] = defaultdict(dict)
    for row in results.accounts:
        if row.is_champion:
            found[row.account_id, row.objective_key][row.as_of_date] = row
    return found


def _rescored(versions: Mapping[tuple[str, str, date], Rescored], account: AccountResult | None) -> Rescored | None:
    return versions[account.model_version, account.account_id, account.as_of_date] if account else None


def _rows(movement: Movement) -> Iterator[tuple[str, str | None, Decimal | None]]:
    if movement.step_type != "attributed":
        yield movement.step_type, None, movement.total
        return
    yield "configuration", None, movement.configuration
    yield "rule_and_override", None, movement.rule_and_override
    for measure, part in movement.parts.items():
        for kind in ("behaviour", "weighting", "coverage"):
            if getattr(part, kind):
                yield kind, measure, getattr(part, kind)


def _label(slope: Decimal | None, row: AccountResult, trend_labels: Sequence[Row]) -> str | None:
    """The first label, by priority, whose least slope is reached."""
    labels = sorted((label for label in trend_labels if label["model_version"] == row.model_version), key=lambda label: label["priority"])
    if slope is None:
        return None
    return next((str(label["trend_label"]) for label in labels if label["min_slope"] is None or slope >= label["min_slope"]), None)
