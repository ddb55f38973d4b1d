"""Faults for every data test: what a generic test must find is known from its arguments, what a singular test must find is written down here.

A fault is a list of statements on `faulty`, a copy of the table the test judges. They are never applied to the build itself."""

from typing import Any

Fault = list[str]
ONE_ROW = "rowid = (select min(rowid) from faulty)"
NONE_LEFT = ["delete from faulty"]
ONE_LESS = [f"delete from faulty where {ONE_ROW}"]
ONE_TWICE = ["insert into faulty select * from faulty limit 1"]
TYPED_VALUES = {"VARCHAR": "'x'", "DATE": "date '2026-06-30'", "BOOLEAN": "true", "TIMESTAMP": "timestamp '2026-06-30'"}


def generic_faults(test: dict[str, Any]) -> list[Fault]:
    """The faults a generic test is there for: one per rule it states and column it names. None for a test nobody has described here."""
    given = test["test_metadata"]["kwargs"]
    column = given.get("column_name")
    faults: list[Fault] = []
    match test["test_metadata"]["name"]:
        case "unique_rows":
            keys = [key for key in given["columns"] if key not in given.get("may_be_empty", [])]
            faults = [ONE_TWICE, *(_set(name, "null") for name in [*keys, *given.get("filled", [])])]
        case "filled":
            faults = [_set(name, "null") for name in given.get("columns") or [column]]
        case "known_key":
            faults = [_set(column, "'no such key'")] + ([] if test["config"]["where"] else [_set(column, "null")])
        case "one_of":
            faults = [_set(column, "'no such word'")] + ([] if given.get("may_be_empty") else [_set(column, "null")])
        case "plain_key":
            faults = [_set(column, "'a b'"), _set(column, "'\u0430'")]
        case "within_range":
            limits = [given["at_least"] - 1] + ([given["at_most"] + 1] if given.get("at_most") is not None else [])
            faults = [[f"alter table faulty alter {column} type double", *_set(column, str(limit))] for limit in limits]
        case "at_most_decimals":
            fine = f"0.{'0' * given['decimals']}1"
            faults = [[f"alter table faulty alter {column} type decimal(38, 12)", *_set(column, fine)]]
    return faults


def _set(column: str, value: str) -> Fault:
    return [f"update faulty set {column} = {value} where {ONE_ROW}"]


def _where(changed: str, condition: str) -> Fault:
    """One row that meets a condition, so that the fault is as small as it can be."""
    return [f"update faulty set {changed} where rowid = (select min(rowid) from faulty where {condition})"]


MEASURES, SCORES, PARTS = "marts.fct_measure_scores", "marts.fct_account_scores", "intermediate.int_measure_contributions"
OF_A_SCORE = f"(as_of_date, score_number) in (select (as_of_date, score_number) from {SCORES} where computed_score_exact > 0)"

SINGULAR_FAULTS: dict[str, list[tuple[str, Fault]]] = {
    "account_health_versions_agree": [
        ("published.account_health_v1", ONE_LESS),
        ("published.account_health_v2", ONE_LESS),
        ("published.account_health_v1", _set("health_band", "'other'")),
    ],
    "bounds_hold_the_score": [
        (SCORES, _where("score_low = health_score + 1", "health_score is not null")),
        (SCORES, _where("score_high = health_score - 1", "health_score is not null")),
        (SCORES, _where("score_high = 100.1", "score_high is not null")),
        (SCORES, _where("score_low = -0.1", "score_low is not null")),
    ],
    "changes_sum_to_the_score_change": [
        ("marts.fct_score_changes", _where("points = points + 0.1", "points is not null")),
        ("marts.fct_score_changes", NONE_LEFT),
    ],
    "contributions_sum_to_the_computed_score": [
        (PARTS, _where("contribution = contribution + 0.000001", f"contribution is not null and {OF_A_SCORE}")),
        (PARTS, NONE_LEFT),
    ],
    "customers_read_only_what_is_allowed": [
        ("reference.customer_view_columns", ONE_LESS),
        ("reference.customer_view_columns", ["update faulty set column_name = 'score' where column_name = 'account_id'"]),
        ("marts.fct_customer_view", _set("what_goes_well_1", "'Your rival pays less.'")),
    ],
    "decimals_are_kept": [
        ("marts.fct_account_health", ["alter table faulty alter arr_at_risk type decimal(18, 1)"]),
        ("staging.base_billing__invoices", ["alter table faulty alter amount type decimal(18, 3)"]),
        ("rulebook.resolved_bands", ["alter table faulty alter lower_bound type decimal(4, 0)"]),
    ],
    "drivers_sum_to_the_published_score": [
        ("marts.fct_score_drivers", _where("contribution = contribution + 0.000001", "contribution is not null")),
        ("marts.fct_score_drivers", NONE_LEFT),
    ],
    "effective_weights_sum_to_one": [
        (PARTS, _where("effective_weight = effective_weight + 0.001", f"effective_weight is not null and {OF_A_SCORE}")),
        (PARTS, NONE_LEFT),
    ],
    "every_account_has_one_champion_per_objective": [
        (SCORES, _where("is_champion = false", "is_champion")),
        (SCORES, _where("is_champion = true", "not is_champion")),
        (SCORES, NONE_LEFT),
    ],
    "every_account_has_one_state_per_measure": [
        (PARTS, ONE_LESS),
        (PARTS, ONE_TWICE),
        (PARTS, _set("state", "'odd'")),
        (PARTS, _set("rule_number", "0")),
        (
            PARTS,
            [
                "update faulty set rule_number = (select min(o.rule_number) from rulebook.resolved_rules as r join rulebook.resolved_rules as o"
                " on r.measure_key = o.measure_key and r.model_version != o.model_version where r.rule_number = faulty.rule_number)"
            ],
        ),
        (PARTS, ["update faulty set rule_number = (select max(rule_number) from faulty) where rule_number = (select min(rule_number) from faulty)"]),
        (SCORES, ONE_LESS),
    ],
    "every_gate_exception_is_reviewed": [
        ("reference.gate_exceptions", ["insert into faulty values ('no_such_rule', date '2026-06-30', 'known', 'Ada', date '2026-07-01')"]),
        ("reference.gate_exceptions", ["insert into faulty values ('band_flips', date '2026-06-30', '', 'Ada', date '2026-07-01')"]),
    ],
    "every_gate_rule_passed": [("quality.release_gate", _set("is_passed", "false")), ("quality.release_gate", _set("is_passed", "null"))],
    "every_landed_row_is_accepted_duplicate_or_quarantined": [
        ("quality.landed_rows", ONE_LESS),
        ("quality.landed_rows", ONE_TWICE),
        ("staging.stg_support__tickets", ONE_LESS),
        ("staging.base_usage__events", ONE_TWICE),
        ("staging.stg_usage__event_versions", ["delete from faulty where rowid in (select rowid from faulty where arrival_rank > 1 limit 1)"]),
        ("staging.stg_usage__user_days", ONE_LESS),
    ],
    "every_merged_account_ends_in_a_known_account": [
        ("staging.stg_crm__account_keys", ["update faulty set account_id = null"]),
        ("reference.account_merges", ["insert into faulty (merged_account_id, surviving_account_id) select surviving_account_id, 'X' from faulty limit 1"]),
    ],
    "every_owner_named_is_told": [
        ("reference.data_owners", ONE_LESS),
        ("reference.data_sources", _set("owner_name", "null")),
        ("reference.gate_rules", _set("owner_name", "'Nobody'")),
    ],
    "every_paying_account_has_a_row": [
        ("marts.fct_account_health", ONE_LESS),
        ("marts.fct_account_words", ONE_LESS),
        ("marts.fct_customer_view", ONE_LESS),
        ("marts.fct_account_health_history", NONE_LEFT),
    ],
    "every_raw_table_has_an_owner": [("reference.data_sources", ONE_LESS), ("reference.data_sources", _set("table_name", "'odd'"))],
    "every_score_has_a_row_of_trends": [("marts.fct_score_trends", ONE_LESS), ("marts.fct_score_trends", NONE_LEFT)],
    "every_sentiment_word_is_usable": [
        ("reference.sentiment_words", _set("word", "'two words'")),
        ("reference.sentiment_words", ONE_TWICE),
        ("reference.negation_words", NONE_LEFT),
    ],
    "every_table_that_is_on_has_rows": [("quality.source_scorecard", ["update faulty set landed_rows = 0 where table_name = 'events'"])],
    "no_account_is_its_own_ancestor": [
        ("staging.stg_crm__accounts", ["update faulty set parent_account_id = account_id where " + ONE_ROW]),
        ("staging.stg_crm__accounts", ["update faulty set parent_account_id = (select min(account_id) from faulty)"]),
    ],
    "no_landed_day_changed_after_the_look_back": [("staging.base_usage__event_days", ["update faulty set is_late = true where landed_on = '2026-01-05'"])],
    "one_date_is_the_latest": [
        ("intermediate.int_as_of_dates", ["update faulty set is_latest_date = false"]),
        ("intermediate.int_as_of_dates", ["update faulty set is_latest_date = true"]),
        ("intermediate.int_as_of_dates", ["update faulty set is_latest_date = as_of_date = (select min(as_of_date) from faulty)"]),
        ("intermediate.int_as_of_dates", NONE_LEFT),
    ],
    "only_measures_in_the_sum_contribute": [
        (MEASURES, _where("contribution = 1", "not is_in_sum")),
        (MEASURES, _where("contribution = null", "contribution is not null")),
        (MEASURES, _where("measure_score = 50", "state = 'missing'")),
        (MEASURES, NONE_LEFT),
    ],
    "only_scored_accounts_have_a_score_and_a_band": [
        (SCORES, _where("health_score_exact = null", "score_status = 'scored'")),
        (SCORES, _where("band_order = null", "score_status = 'scored'")),
        (SCORES, _where("health_score_exact = 50", "score_status <> 'scored'")),
    ],
}
