"""The state of a measure: not_applicable, missing, stale or observed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from python_checks.reference.inputs import Inputs, Landed, MeasuredValue, Row, SpineRow
from python_checks.reference.rulebook import Measure


def available_measures(inputs: Inputs) -> set[str]:
    """Measures whose sources are on and whose columns are landed: of every group of requirements, one is enough."""
    groups: dict[str, dict[int, bool]] = defaultdict(lambda: defaultdict(bool))
    landed = {(each.source_name, each.table_name, each.column_name): each for each in inputs.landed}
    tables = {(each.source_name, each.table_name) for each in inputs.landed if each.is_on}
    for row in inputs.rulebook["measure_requirements"]:
        groups[row["measure_key"]][row["requirement_group"]] |= _is_met(row, landed, tables)
    return {row["measure_key"] for row in inputs.rulebook["measures"] if all(groups[row["measure_key"]].values())}


def _is_met(requirement: Row, landed: Mapping[tuple[str, str, str], Landed], tables_on: set[tuple[str, str]]) -> bool:
    table = requirement["source_name"], requirement["table_name"]
    if requirement["column_name"] is None:
        return table in tables_on
    column = landed.get((*table, requirement["column_name"]))
    return column is not None and column.is_on and column.is_landed


def is_applicable(measure: Measure, account: SpineRow) -> bool:
    """The measure's own rule: known seats, long enough a tenure."""
    return not (measure.needs_seats and account.seats is None) and account.tenure_days >= measure.min_tenure_days


def state_of(measure: Measure, account: SpineRow, value: MeasuredValue | None) -> str:
    """The state of an available measure; the last day of its validity still counts."""
    if not is_applicable(measure, account):
        return "not_applicable"
    if value is None or value.value is None or value.observed_on is None:
        return "missing"
    return "stale" if (account.as_of_date - value.observed_on).days > measure.validity_days else "observed"


def triggered(exceptions: Sequence[Row], observed: Mapping[str, MeasuredValue]) -> list[Row]:
    """The exceptions whose measure was observed and meets the threshold."""
    return [row for row in exceptions if row["measure_key"] in observed and _meets(row, observed[row["measure_key"]])]


def _meets(row: Row, measured: MeasuredValue) -> bool:
    value, threshold = measured.value, row["threshold"]
    if value is None:
        return False
    answers = {"=": value == threshold, ">": value > threshold, ">=": value >= threshold, "<": value < threshold, "<=": value <= threshold}
    return bool(answers[row["operator"]])
