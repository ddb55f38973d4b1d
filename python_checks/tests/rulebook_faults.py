"""One fault per line: which check has to find it, in which file and row, and how a rulebook is broken that way.

Every fault is made in a version of its own, a copy of the challenger, so that all of them fit into one rulebook.
"""

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


WEIGHTS = [
    Fault("factor_sum", "factor_weights_sum_to_one", "factor_weights", "model_version={v}, scorecard_key=enterprise",
          changed("factor_weights", {"weight": "0.10"}, scorecard_key="enterprise", factor_key="market"), "sum to 1.05"),
    Fault("measure_sum", "measure_weights_sum_to_one_within_a_factor", "measure_weights", "model_version={v}, scorecard_key=default, factor_key=sentiment",
          changed("measure_weights", {"weight": "0.20"}, measure_key="nps_180d"), "sum to 0.95"),
    Fault("negative_weight", "within_range", "measure_weights", "model_version={v}, scorecard_key=default, measure_key=nps_180d",
          changed("measure_weights", {"weight": "-0.25"}, measure_key="nps_180d"), "at least 0 and at most 1"),
    Fault("weight_140_percent", "within_range", "factor_weights", "model_version={v}, scorecard_key=default, factor_key=adoption",
          changed("factor_weights", {"weight": "1.4"}, scorecard_key="default", factor_key="adoption"), "1.4"),
    Fault("fine_factor_weight", "at_most_decimals", "factor_weights", "model_version={v}, scorecard_key=default, factor_key=market",
          changed("factor_weights", {"weight": "0.05001"}, scorecard_key="default", factor_key="market"), "at most 4 decimals"),
    Fault("fine_measure_weight", "at_most_decimals", "measure_weights", "model_version={v}, scorecard_key=default, measure_key=nps_180d",
          changed("measure_weights", {"weight": "0.25001"}, measure_key="nps_180d"), "0.25001"),
    Fault("pulse_above_limit", "nominal_weights_stay_within_their_limits", "measure_weights",
          "model_version={v}, scorecard_key=default, measure_key=account_team_pulse",
          changed("measure_weights", {"weight": "0.80"}, measure_key="account_team_pulse"), "is 0.16, more than the limit of 0.15"),
    Fault("factor_without_measures", "every_weighted_factor_has_measures", "factor_weights", "model_version={v}, scorecard_key=default, factor_key=market",
          several(dropped("measure_rules", measure_key="industry_outlook"), dropped("measure_rules", measure_key="competitor_pressure_180d"))),
    Fault("measure_without_rule", "every_weighted_measure_has_a_rule", "measure_weights", "model_version={v}, scorecard_key=default, measure_key=csat_90d",
          dropped("measure_rules", measure_key="csat_90d")),
    Fault("exception_without_rule", "every_exception_reads_a_judged_measure", "score_exceptions", "model_version={v}, exception_key=champion_left",
          dropped("measure_rules", measure_key="champion_left_90d"), "champion_left_90d"),
]
SCORECARDS = [
    Fault("factor_scorecard", "every_scorecard_named_is_defined", "factor_weights", "model_version={v}, scorecard_key=enterprize",
          changed("factor_weights", {"scorecard_key": "enterprize"}, scorecard_key="enterprise"), "the nearest is enterprise"),
    Fault("measure_scorecard", "every_scorecard_named_is_defined", "measure_weights", "model_version={v}, scorecard_key=defaults",
          changed("measure_weights", {"scorecard_key": "defaults"}, measure_key="csat_90d"), "the nearest is default"),
    Fault("curve_scorecard", "every_scorecard_named_is_defined", "curves", "model_version={v}, scorecard_key=onbording",
          changed("curves", {"scorecard_key": "onbording"}, scorecard_key="onboarding"), "the nearest is onboarding"),
    Fault("unknown_stage", "every_lifecycle_stage_named_is_defined", "scorecards", "model_version={v}, scorecard_key=onboarding",
          changed("scorecards", {"lifecycle_stage": "onbording"}, scorecard_key="onboarding"), "onbording"),
    Fault("segment_in_capitals", "scorecard_conditions_are_written_as_codes", "scorecards", "model_version={v}, scorecard_key=enterprise",
          changed("scorecards", {"segment": "Enterprise"}, scorecard_key="enterprise"), 'segment "Enterprise"'),
    Fault("industry_with_blank", "scorecard_conditions_are_written_as_codes", "scorecards", "model_version={v}, scorecard_key=enterprise",
          changed("scorecards", {"industry": "software "}, scorecard_key="enterprise"), "industry"),
    Fault("nobody_is_default", "every_version_ends_with_one_scorecard_for_everybody", "scorecards", "model_version={v}",
          changed("scorecards", {"segment": "small"}, scorecard_key="default"), "has 0 scorecards"),
    Fault("two_are_default", "every_version_ends_with_one_scorecard_for_everybody", "scorecards", "model_version={v}",
          changed("scorecards", {"segment": ""}, scorecard_key="enterprise"), "has 2 scorecards"),
    Fault("default_first", "every_version_ends_with_one_scorecard_for_everybody", "scorecards", "model_version={v}",
          changed("scorecards", {"priority": "1"}, scorecard_key="default"), "never be used"),
    Fault("same_priority", "unique_rows", "scorecards", "model_version={v}, priority=20",
          changed("scorecards", {"priority": "20"}, scorecard_key="enterprise"), "in 2 rows"),
]
CURVES = [
    Fault("no_curve", "every_scored_measure_has_a_curve", "curves", "model_version={v}, scorecard_key=enterprise, measure_key=nps_180d",
          dropped("curves", measure_key="nps_180d")),
    Fault("single_point", "every_curve_has_two_points", "curves", "model_version={v}, scorecard_key=default, measure_key=champion_left_90d",
          dropped("curves", measure_key="champion_left_90d", point_order="2")),
    Fault("lost_point", "curve_points_are_numbered_without_gap", "curves", "model_version={v}, scorecard_key=default, measure_key=nps_180d",
          dropped("curves", measure_key="nps_180d", point_order="2"), "point 2 of the curve has point_order 3"),
    Fault("unsorted", "curve_x_never_decreases", "curves", "model_version={v}, scorecard_key=default, measure_key=nps_180d, point_order=3",
          changed("curves", {"x": "-0.5"}, measure_key="nps_180d", point_order="3")),
    Fault("same_x", "curve_x_repeats_at_most_twice", "curves", "model_version={v}, scorecard_key=default, measure_key=sponsor_coverage",
          changed("curves", {"x": "0.5"}, measure_key="sponsor_coverage", point_order="4"), "3 points of the curve have the x 0.5"),
    Fault("not_increasing", "curves_have_their_declared_shape", "curves", "model_version={v}, scorecard_key=default, measure_key=nps_180d, point_order=3",
          changed("curves", {"y": "49"}, measure_key="nps_180d", point_order="3"), "increasing"),
    Fault("not_decreasing", "curves_have_their_declared_shape", "curves", "model_version={v}, scorecard_key=default, measure_key=overdue_share, point_order=4",
          changed("curves", {"y": "21"}, measure_key="overdue_share", point_order="4"), "decreasing"),
    Fault("y_above_100", "within_range", "curves", "model_version={v}, scorecard_key=default, measure_key=nps_180d, point_order=4",
          changed("curves", {"y": "100.5"}, measure_key="nps_180d", point_order="4"), "at most 100"),
]
BANDS = [
    Fault("gap", "bands_cover_0_to_100_without_gap_or_overlap", "health_bands", "model_version={v}, health_band=watch",
          changed("health_bands", {"lower_bound": "60.5"}, health_band="watch"), "a gap from 60 to 60.5"),
    Fault("overlap", "bands_cover_0_to_100_without_gap_or_overlap", "health_bands", "model_version={v}, health_band=watch",
          changed("health_bands", {"lower_bound": "59"}, health_band="watch"), "overlaps"),
    Fault("not_from_0", "bands_cover_0_to_100_without_gap_or_overlap", "health_bands", "model_version={v}, health_band=critical",
          changed("health_bands", {"lower_bound": "0.1"}, health_band="critical"), "lowest band begins"),
    Fault("not_to_100", "bands_cover_0_to_100_without_gap_or_overlap", "health_bands", "model_version={v}, health_band=healthy",
          changed("health_bands", {"upper_bound": "99.9"}, health_band="healthy"), "highest band ends"),
    Fault("empty_band", "bands_cover_0_to_100_without_gap_or_overlap", "health_bands", "model_version={v}, health_band=watch",
          changed("health_bands", {"upper_bound": "60"}, health_band="watch"), "ends before it begins"),
    Fault("swapped_order", "band_order_follows_the_bounds", "health_bands", "model_version={v}, health_band=critical",
          several(changed("health_bands", {"band_order": "2"}, health_band="critical"), changed("health_bands", {"band_order": "1"}, health_band="at_risk"))),
    Fault("band_of_unscored", "bands_have_names_of_their_own", "health_bands", "model_version={v}, health_band=too_new",
          changed("health_bands", {"health_band": "too_new"}, health_band="critical")),
    Fault("fine_bound", "at_most_decimals", "health_bands", "model_version={v}, health_band=at_risk",
          changed("health_bands", {"lower_bound": "40.05"}, health_band="at_risk"), "at most 1 decimal"),
    Fault("bound_above_100", "within_range", "health_bands", "model_version={v}, health_band=healthy",
          changed("health_bands", {"upper_bound": "101"}, health_band="healthy")),
]
VERSIONS = [
    Fault("two_in_force", "one_version_is_in_force_at_a_time", "scoring_models", "model_version={v}-next, objective_key=o_{v}",
          succeeded("2026-01-01", "2025-12-31"), "while v_two_in_force is still in force"),
    Fault("same_day", "one_version_is_in_force_at_a_time", "scoring_models", "model_version={v}-next, objective_key=o_{v}",
          succeeded("", "2020-01-01")),
    Fault("gap_between", "versions_follow_each_other_without_gap", "scoring_models", "model_version={v}, objective_key=o_{v}",
          succeeded("2026-01-01", "2026-01-02"), "the next one begins on 2026-01-02"),
    Fault("no_successor", "versions_follow_each_other_without_gap", "scoring_models", "model_version={v}, objective_key=o_{v}",
          dated(status="retired", valid_from="2020-01-01", valid_to="2026-01-01"), "none follows"),
    Fault("ends_at_start", "versions_begin_before_they_end", "scoring_models", "model_version={v}",
          dated(status="retired", valid_from="2026-01-01", valid_to="2026-01-01")),
    Fault("end_without_start", "versions_begin_before_they_end", "scoring_models", "model_version={v}", dated(valid_to="2026-01-01")),
    Fault("champion_undated", "version_status_agrees_with_its_dates", "scoring_models", "model_version={v}", dated(status="champion"), "no valid_from"),
    Fault("draft_in_force", "version_status_agrees_with_its_dates", "scoring_models", "model_version={v}",
          dated(status="draft", valid_from="2026-01-01"), "a draft but has a valid_from"),
    Fault("retired_in_force", "version_status_agrees_with_its_dates", "scoring_models", "model_version={v}",
          dated(status="retired", valid_from="2026-01-01"), "no valid_to"),
    Fault("not_approved", "every_version_in_force_is_approved", "model_approvals", "model_version={v}, function=finance",
          dated(status="champion", valid_from="2026-01-01")),
    Fault("approved_late", "approvals_are_given_before_the_version_begins", "model_approvals", "model_version={v}, function=finance",
          several(dated(status="champion", valid_from="2026-01-01"),
                  lambda book, version: book.add("model_approvals", model_version=version, function="finance", approved_on="2026-01-02"))),
    Fault("no_stages", "every_version_has_rows_in_every_seed", "lifecycle_stages", "model_version={v}", dropped("lifecycle_stages")),
    Fault("confidence_open", "confidence_levels_end_with_one_for_everybody", "confidence_levels", "model_version={v}, confidence=low",
          changed("confidence_levels", {"min_tenure_days": "1"}, confidence="low")),
    Fault("coverage_open", "confidence_levels_end_with_one_for_everybody", "confidence_levels", "model_version={v}, confidence=low",
          changed("confidence_levels", {"min_coverage": "0.1"}, confidence="low")),
    Fault("stages_open", "lifecycle_stages_end_with_one_for_everybody", "lifecycle_stages", "model_version={v}, lifecycle_stage=steady",
          changed("lifecycle_stages", {"renewal_within_days": "300"}, lifecycle_stage="steady")),
]
CELLS = [
    Fault("duplicate", "unique_rows", "measure_rules", "model_version={v}, measure_key=account_team_pulse", added("measure_rules"), "in 2 rows"),
    Fault("empty_cell", "filled", "measure_rules", "model_version={v}, measure_key=nps_180d",
          changed("measure_rules", {"validity_days": ""}, measure_key="nps_180d"), "validity_days is empty"),
    Fault("unknown_measure", "known_key", "measure_weights", "measure_key=nps_180",
          changed("measure_weights", {"measure_key": "nps_180"}, measure_key="nps_180d"), "the nearest is nps_180d"),
    Fault("unknown_word", "one_of", "measure_rules", "missing_policy=ignore",
          changed("measure_rules", {"missing_policy": "ignore"}, measure_key="nps_180d"), "cohort_median"),
    Fault("blank_in_name", "plain_key", "scorecards", "scorecard_key=on boarding",
          changed("scorecards", {"scorecard_key": "on boarding"}, scorecard_key="onboarding")),
    Fault("negative_validity", "within_range", "measure_rules", "model_version={v}, measure_key=nps_180d",
          changed("measure_rules", {"validity_days": "-1"}, measure_key="nps_180d")),
    Fault("negative_grace", "within_range", "scoring_models", "model_version={v}", changed("scoring_models", {"grace_days": "-1"}), "grace_days is -1"),
    Fault("coverage_in_percent", "within_range", "scoring_models", "model_version={v}", changed("scoring_models", {"min_coverage": "5"}), "min_coverage"),
    Fault("no_cohort", "within_range", "scoring_models", "model_version={v}", changed("scoring_models", {"min_cohort": "0"}), "min_cohort is 0"),
    Fault("limit_above_100", "within_range", "score_exceptions", "model_version={v}, exception_key=team_alarm",
          changed("score_exceptions", {"limit_score": "101"}, exception_key="team_alarm")),
    Fault("no_primary_alone", "exactly_one_objective_is_primary", "objectives", "is_primary=true",
          lambda book, _: book.change("objectives", {"objective_key": "expansion"}, is_primary="true"), "2 objectives are primary"),
    Fault("no_approver", "every_objective_has_an_approver", "objective_approvers", "objective_key=unwatched",
          lambda book, _: book.add("objectives", objective_key="unwatched", is_primary="false")),
    Fault("needs_nothing", "every_measure_says_what_it_needs", "measure_requirements", "measure_key=from_nowhere",
          lambda book, _: book.add("measures", measure_key="from_nowhere")),
    Fault("unknown_raw_table", "every_requirement_names_a_raw_column", "measure_requirements",
          "measure_key=industry_outlook, source_name=market, table_name=signal",
          lambda book, _: book.change("measure_requirements", {"table_name": "signals"}, table_name="signal")),
    Fault("unknown_raw_column", "every_requirement_names_a_raw_column", "measure_requirements",
          "measure_key=feature_breadth_28d, source_name=usage, table_name=events",
          lambda book, _: book.change("measure_requirements", {"column_name": "feature_key"}, column_name="feature"), "with a column feature"),
]
FAULTS = [*WEIGHTS, *SCORECARDS, *CURVES, *BANDS, *VERSIONS, *CELLS]
