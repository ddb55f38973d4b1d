"""Scores are kept by as-of date: whatever changes between two builds, the tables say what a full rebuild would say, and dates that did not change stay."""

import json
import shutil
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from python_checks.tests.kept_build import Held, KeptBuild, sample_copied
from python_checks.tests.manifest import PROJECT

KEPT = {
    **{f"intermediate.{table}": f"from intermediate.{table}" for table in (
        "int_account_lifecycles", "int_account_scorecards", "int_account_totals", "int_cohort_medians", "int_computed_scores", "int_imputed_scores",
        "int_limited_scores", "int_measure_contributions", "int_measure_places", "int_peer_positions", "int_score_steps", "int_triggered_exceptions",
    )},
    "marts.fct_account_scores": "from marts.fct_account_scores",
    "marts.fct_score_changes": "from marts.fct_score_changes",
}  # fmt: skip
VIEWS = ("int_measure_states", "int_measure_scores", "int_used_scores", "int_measure_steps")
QUIET = "2026-03-02"
"""A date of the grid; most tests change nothing on it, nor on the one before."""
SPINE, VALUES, OVERRIDES = "intermediate.int_account_spine", "intermediate.int_measured_values", "intermediate.int_active_overrides"
NOW = "as_of_date = '2026-06-30'"


class ScoredDates(KeptBuild):
    """What is scored is changed by SQL in the tables that the scoring reads."""

    compared: ClassVar[dict[str, str]] = KEPT
    selected: ClassVar[tuple[str, ...]] = ("int_date_versions", *(table.split(".")[1] for table in KEPT), *VIEWS, "int_curve_heights")

    def forget(self, date: str) -> None:
        """Takes the rows of a date out of every kept table: only a date that is not computed again stays without them."""
        for table in KEPT:
            self.sql(f"delete from {table} where as_of_date = '{date}'")

    def rows_of(self, date: str) -> set[bool]:
        """Whether the kept tables have rows of a date that has some in every one of them."""
        return {self.sql(f"select count(*) from {table} where as_of_date = '{date}'") != [(0,)] for table in KEPT}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> ScoredDates:
    """Everything built, and a copy of the file beside it."""
    dates = ScoredDates(sample_copied(tmp_path_factory.mktemp("dates")))
    dates.build(full=True)
    shutil.copyfile(dates.file, dates.file.with_suffix(".kept"))
    return dates


@pytest.fixture
def dates(shared: ScoredDates) -> ScoredDates:
    """As it was when everything was built."""
    shutil.copyfile(shared.file.with_suffix(".kept"), shared.file)
    return shared


def without(held: Held, date: str) -> Held:
    """The compared rows of other dates."""
    return {table: [row for row in rows if date not in [str(value) for value in row[:8]]] for table, rows in held.items()}


def kept_and_rebuilt(dates: ScoredDates, is_quiet: bool) -> tuple[Held, Held]:
    """Rows after one more build and after a full rebuild; the quiet date, whose rows were taken away before, is computed again or not."""
    before = dates.rows_of(QUIET)
    dates.forget(QUIET)
    kept = dates.build()
    assert dates.rows_of(QUIET) == ({False} if is_quiet else before)
    rebuilt = dates.build(full=True)
    return (without(kept, QUIET), without(rebuilt, QUIET)) if is_quiet else (kept, rebuilt)


CHANGES = {
    "a measured value": f"update {VALUES} set measured_value = measured_value + 1 where {{of_one}}",
    "a value that is too old": f"update {VALUES} set observed_on = '2020-01-01' where {{of_one}}",
    "a number of samples": f"update {VALUES} set sample_size = sample_size + 1 where {{of_one}}",
    "a value that is gone": f"delete from {VALUES} where {{of_one}}",
    "an industry": f"update {SPINE} set industry = 'other' where {{of_one}}",
    "a segment": f"update {SPINE} set segment = case segment when 'smb' then 'enterprise' else 'smb' end where {{of_one}}",
    "a tenure": f"update {SPINE} set tenure_days = 1 where {{of_one}}",
    "a renewal": f"update {SPINE} set renews_on = as_of_date + 10 where {{of_one}}",
    "seats": f"update {SPINE} set seats = null where {{of_one}}",
    "an account less": f"delete from {SPINE} where {{of_one}}",
    "accounts numbered otherwise": f"update {SPINE} set account_number = account_number + 1 where {{on_date}}",
    "nobody is scored": f"delete from {SPINE} where {{on_date}}",
    "an override": f"insert into {OVERRIDES} select account_id, as_of_date, 'renewal', 'O-1', 'set', 42, 42, 42, 'strategic_account', 'Ada', as_of_date + 9 "
    f"from {SPINE} where {{of_one}}",
    "the owner of an override": f"update {OVERRIDES} set override_owner = 'Grace' where {{on_date}}",
    "the end of an override": f"update {OVERRIDES} set override_expires_on = override_expires_on + 1 where {{on_date}}",
}
"""What may change on a date while others stay as they are. Overrides come last: they are active on the latest dates of the sample."""
RULES = {
    "the name of a measure": "update rulebook.measures set measure_name = measure_name || '!'",
    "a weight": "update rulebook.resolved_weights set nominal_weight = 0, measure_weight = 0 where measure_key = 'nps_180d'",
    "a curve": "update rulebook.resolved_curves set y_to = y_to * 0.5",
    "a band": "update rulebook.resolved_bands set band_colour = '#000000'",
    "the reason of an exception": "update rulebook.score_exceptions set reason = reason || '!'",
    "the demanded coverage": "update rulebook.scoring_models set min_coverage = 0.99",
    "days of grace": "update rulebook.resolved_rules set grace_days = 400",
    "a stage": "update rulebook.lifecycle_stages set tenure_below_days = 4000 where tenure_below_days is not null",
    "a scorecard": "update rulebook.scorecards set segment = 'smb' where segment = 'enterprise'",
    "a level of confidence": "update rulebook.confidence_levels set min_tenure_days = 0, min_coverage = 0",
    "what is available": "update intermediate.int_measure_availability set is_available = not is_available where measure_key = 'nps_180d'",
}


def with_changes(dates: ScoredDates, changes: list[str]) -> None:
    """Each change on a date of its own, every second date from the latest on: another date than the one before makes its step another one too."""
    grid = [str(date) for (date,) in dates.sql("select as_of_date from intermediate.int_as_of_dates order by as_of_date desc")]
    for what, date in zip(changes, grid[::2], strict=False):
        on_date = f"as_of_date = '{date}'"
        dates.sql(CHANGES[what].format(on_date=on_date, of_one=f"{on_date} and account_id = (select min(account_id) from {SPINE} where {on_date})"))
        for table in KEPT:
            dates.sql(f"delete from {table} where {on_date}")


# At most six at once: where most dates change, all are computed anew. Overrides in front, because older dates of the sample have none.
GROUPS = [list(CHANGES)[start::3][::-1] for start in range(3)]


@pytest.mark.parametrize("group", [0, *(pytest.param(group, marks=pytest.mark.long) for group in (1, 2))])
def test_only_the_dates_that_changed_are_scored_again(dates: ScoredDates, group: int) -> None:
    """A change that is not noticed leaves its date without the rows that were taken away with it."""
    with_changes(dates, GROUPS[group])
    kept, rebuilt = kept_and_rebuilt(dates, is_quiet=True)
    assert kept == rebuilt


def test_a_changed_rule_scores_every_date_again(dates: ScoredDates) -> None:
    before = dates.held()
    dates.sql(RULES["a band"])
    kept, rebuilt = kept_and_rebuilt(dates, is_quiet=False)
    assert kept == rebuilt
    assert kept != before


def test_every_kind_of_rule_is_part_of_the_version_of_every_date(dates: ScoredDates) -> None:
    versions = dates.compiled("int_date_versions")
    seen = set(dates.sql(versions))
    for what, change in RULES.items():
        dates.sql(change)
        found = set(dates.sql(versions))
        assert not found & seen, what
        seen |= found


def test_who_only_has_another_name_is_not_scored_again(dates: ScoredDates) -> None:
    """Names, owners and money are no part of a score; the mart takes them from the accounts of today."""
    dates.sql(f"update {SPINE} set account_name = 'x', account_owner = 'y', region = 'z', parent_account_id = null, arr = 1, mrr = 1, is_latest_date = false")
    kept, rebuilt = kept_and_rebuilt(dates, is_quiet=True)
    assert kept == rebuilt


def test_the_next_day_scores_one_date_and_forgets_the_one_that_left_the_grid(dates: ScoredDates) -> None:
    """From a Monday on every table has the dates of that day's grid and no other."""
    for as_of in ("2026-07-01", "2026-07-06"):
        dates.forget(QUIET)
        dates.sql(f"insert into {VALUES} select * replace (date '{as_of}' as as_of_date) from {VALUES} where {NOW}")
        kept = dates.build(as_of, select=["int_as_of_dates", "int_account_spine", "int_active_overrides", *dates.selected])
        assert dates.rows_of(QUIET) == {False}
        assert dates.sql("select distinct as_of_date from intermediate.int_measure_contributions order by 1") == dates.sql(
            f"select distinct as_of_date from {SPINE} where as_of_date <> '{QUIET}' order by 1"
        )
    assert without(kept, QUIET) == without(dates.build(as_of, full=True), QUIET)


def test_a_build_that_broke_off_is_made_up_for(dates: ScoredDates) -> None:
    """Some tables have the changed dates, others do not."""
    with_changes(dates, ["a measured value", "a segment"])
    dates.build(select=["int_date_versions", "int_account_lifecycles", "int_account_scorecards", "int_peer_positions"])
    kept, rebuilt = kept_and_rebuilt(dates, is_quiet=True)
    assert kept == rebuilt


@pytest.mark.long
def test_after_a_build_without_rows_every_date_is_scored_again(dates: ScoredDates) -> None:
    before = dates.held()
    assert not any(dates.build(empty=True).values())
    assert dates.build() == before


@pytest.mark.long
def test_without_the_table_of_versions_every_date_is_scored_again(dates: ScoredDates) -> None:
    dates.sql("drop table intermediate.kept_dates")
    kept, rebuilt = kept_and_rebuilt(dates, is_quiet=False)
    assert kept == rebuilt


PICKED = strategies.lists(
    strategies.tuples(strategies.integers(1, 1_000_000), strategies.integers(1, 4), strategies.sampled_from(["value", "age", "account", "gone", "override"])),
    min_size=2,
    max_size=4,
)


def change(seed: int, dates: int, what: str) -> str:
    """SQL that changes some rows of some dates, the same ones for the same seed."""
    some = f"as_of_date in (select as_of_date from intermediate.int_as_of_dates order by hash(cast(as_of_date as varchar) || '{seed}') limit {dates})"
    few = f"{some} and hash(account_id || '{seed}') % 10 = 0"
    return {
        "value": f"update {VALUES} set measured_value = hash(measure_key || '{seed}') % 100 where {few}",
        "age": f"update {VALUES} set observed_on = as_of_date - cast(hash(measure_key || '{seed}') % 200 as integer) where {few}",
        "account": f"update {SPINE} set industry = 'retail', segment = 'smb', tenure_days = {seed % 500}, seats = 7 where {few}",
        "gone": f"delete from {VALUES} where {few}",
        "override": f"update {OVERRIDES} set override_score = {seed % 100}, override_floor = {seed % 100}, override_cap = {seed % 100} where {some}",
    }[what]


CASES = settings(deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def equals_the_rebuild(dates: ScoredDates, changes: list[tuple[int, int, str]]) -> None:
    shutil.copyfile(dates.file.with_suffix(".kept"), dates.file)
    for seed, some, what in changes:
        dates.sql(change(seed, some, what), "select 1")
        kept = dates.build()
    assert kept == dates.build(full=True)


@pytest.mark.long
@settings(CASES, max_examples=3)
@given(changes=PICKED)
def test_any_changes_in_any_order_equal_the_full_rebuild(shared: ScoredDates, changes: list[tuple[int, int, str]]) -> None:
    equals_the_rebuild(shared, changes)


def project() -> dict[str, Any]:
    """The manifest of the project, its nodes by name."""
    found = json.loads((PROJECT / "target" / "manifest.json").read_text())
    return {**found, "named": {node["name"]: node for node in found["nodes"].values() if node["resource_type"] in ("model", "seed")}}


def test_a_version_knows_everything_that_tables_kept_by_date_read() -> None:
    """Whoever lets one of them read another table is told here: int_date_versions must read it too."""
    manifest = project()
    named = manifest["named"]
    kept = {name for name, node in named.items() if node["config"]["materialized"] == "by_date"}
    assert kept == {table.split(".")[1] for table in KEPT}
    read: set[str] = set()
    unread = set(kept)
    while unread:
        for parent in named[unread.pop()]["depends_on"]["nodes"]:
            name = parent.split(".")[-1]
            is_between = named[name]["config"]["materialized"] in ("view", "ephemeral") or name == "int_curve_heights"
            if is_between and name not in read:
                unread.add(name)
            read.add(name)
    known = {parent.split(".")[-1] for parent in named["int_date_versions"]["depends_on"]["nodes"]}
    assert read - kept - set(VIEWS) - {"int_curve_heights", "int_date_versions"} <= known


def test_the_rules_of_a_date_name_every_macro_in_a_table_kept_by_date() -> None:
    manifest = project()
    ours = "macro.account_health."
    nodes = [node for node in manifest["named"].values() if node["config"]["materialized"] == "by_date" or node["name"] in (*VIEWS, "int_curve_heights")]
    used = {macro for node in nodes for macro in node["depends_on"]["macros"] if macro.startswith(ours)}
    known = set(manifest["macros"][f"{ours}date_rules"]["depends_on"]["macros"])
    assert used - {f"{ours}is_changed_date"} <= known
