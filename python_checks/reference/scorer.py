"""Scores accounts: from measured values to measure scores, with peers, curves and policies."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from python_checks.reference.account import Placed, Scored
from python_checks.reference.assembly import Assembly
from python_checks.reference.cohorts import Cohorts
from python_checks.reference.exact import ZERO, exact_arithmetic
from python_checks.reference.inputs import Inputs, MeasuredValue, Override, SpineRow
from python_checks.reference.results import Results
from python_checks.reference.rulebook import Measure, Version, read_versions
from python_checks.reference.states import available_measures, state_of

NEUTRAL = Decimal(50)
UNMEASURED = ("missing", "stale")


@dataclass(frozen=True)
class _World:
    """The inputs, looked up the way the scoring asks for them."""

    spine: Mapping[date, Sequence[SpineRow]]
    values: Mapping[tuple[str, date, str], MeasuredValue]
    overrides: Mapping[str, Sequence[Override]]
    available: set[str]
    wanted: Collection[str] | None

    def wants(self, placed: Placed) -> bool:
        """The account's rows are asked for."""
        return self.wanted is None or placed.account.account_id in self.wanted


def score(inputs: Inputs, wanted: Collection[str] | None = None, champions_only: bool = False) -> Results:
    """Every live version on every date of the spine; rows only for the wanted accounts, who are compared with all of them."""
    results = Results([], [], [])
    world = _looked_up(inputs, wanted)
    with exact_arithmetic():
        for version in read_versions(inputs.rulebook):
            for as_of_date, accounts in world.spine.items():
                if version.is_champion(as_of_date) or (version.is_live(as_of_date) and not champions_only):
                    _score_date(version, accounts, world, results)
    return results


def _looked_up(inputs: Inputs, wanted: Collection[str] | None) -> _World:
    spine = defaultdict(list)
    for account in inputs.spine:
        spine[account.as_of_date].append(account)
    overrides = defaultdict(list)
    for override in inputs.overrides:
        overrides[override.account_id].append(override)
    values = {(each.account_id, each.as_of_date, each.measure_key): each for each in inputs.values}
    return _World(spine, values, overrides, available_measures(inputs), wanted)


def _score_date(version: Version, accounts: Sequence[SpineRow], world: _World, results: Results) -> None:
    placed = [_placed(version, account) for account in accounts]
    wanted = [each for each in placed if world.wants(each)]
    measured: dict[str, list[Scored]] = defaultdict(list)
    for measure in version.measures:
        for account_id, scored in _score_measure(version, measure, placed if _looks_at_others(measure, wanted, world) else wanted, world):
            measured[account_id].append(scored)
    assembly = Assembly(version, results)
    for each in wanted:
        assembly.add(each, measured[each.account.account_id], world.overrides.get(each.account.account_id, ()))


def _looks_at_others(measure: Measure, wanted: Sequence[Placed], world: _World) -> bool:
    """Whether the wanted accounts' scores depend on the values of accounts that are not wanted."""
    return measure.basis == "peer" or (
        measure.missing_policy == "cohort_median" and any(_with_state(measure, each, world).state in UNMEASURED for each in wanted)
    )


def _placed(version: Version, account: SpineRow) -> Placed:
    stage = version.stage_of(account)
    return Placed(account, stage, version.scorecard_of(account, stage), account.tenure_days < version.row["grace_days"])


def _score_measure(version: Version, measure: Measure, placed: Sequence[Placed], world: _World) -> Iterable[tuple[str, Scored]]:
    found = [(each, _with_state(measure, each, world)) for each in placed]
    observed = [(each, scored) for each, scored in found if scored.state == "observed"]
    # Of an account that is not wanted the value may be needed, its score only for a median.
    to_score = [(each, scored) for each, scored in observed if measure.missing_policy == "cohort_median" or world.wants(each)]
    if measure.basis == "peer":
        _take_percentiles(observed, to_score, version.row["min_cohort"])
    for each, scored in to_score:
        if scored.curve_x is not None:
            scored.measure_score = scored.used_score = each.scorecard.curves[measure.measure_key].height(scored.curve_x)
    unmeasured = [(each, scored) for each, scored in found if scored.state in UNMEASURED and world.wants(each)]
    _impute(measure, observed, unmeasured, version.row["min_cohort"])
    return ((each.account.account_id, scored) for each, scored in found)


def _with_state(measure: Measure, placed: Placed, world: _World) -> Scored:
    if measure.measure_key not in world.available:
        return Scored(measure, "not_applicable")
    value = world.values.get((placed.account.account_id, placed.account.as_of_date, measure.measure_key))
    state = state_of(measure, placed.account, value)
    if state == "not_applicable" or value is None:
        return Scored(measure, state)
    return Scored(measure, state, value, curve_x=value.value if state == "observed" else None)


def _take_percentiles(observed: Sequence[tuple[Placed, Scored]], to_score: Sequence[tuple[Placed, Scored]], min_cohort: int) -> None:
    """Replaces the measured value by the percentile as what goes through the curve."""
    peers = [(each.account, scored.curve_x) for each, scored in observed if not each.is_too_new and scored.curve_x is not None]
    cohorts = Cohorts(peers, min_cohort)
    for each, scored in to_score:
        if scored.curve_x is not None:
            standing = cohorts.percentile(each.account, scored.curve_x, not each.is_too_new)
            scored.curve_x, scored.cohort_level, scored.cohort_size = standing.figure, standing.cohort_level, standing.cohort_size


def _impute(
    measure: Measure, observed: Sequence[tuple[Placed, Scored]], unmeasured: Sequence[tuple[Placed, Scored]], min_cohort: int
) -> None:
    """Puts the score of the policy in the place of what is missing or stale; redistribute leaves it empty."""
    constant = {"neutral": NEUTRAL, "worst": ZERO}.get(measure.missing_policy)
    for _, scored in unmeasured:
        scored.used_score = constant
    if measure.missing_policy != "cohort_median" or not unmeasured:
        return
    peers = [(each.account, scored.measure_score) for each, scored in observed if not each.is_too_new and scored.measure_score is not None]
    cohorts = Cohorts(peers, min_cohort)
    for each, scored in unmeasured:
        standing = cohorts.median(each.account)
        if standing:
            scored.used_score, scored.cohort_level, scored.cohort_size = standing.figure, standing.cohort_level, standing.cohort_size
