"""One planted fault per suite and per kind of expectation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One table replaced by what `change` makes of it ({table} stands for its rows), and the promise of a suite that is broken by it."""

    suite: str
    table: str
    change: str
    expectation: str
    column: str
    severity: str = "critical"


FAULTS = (
    Fault(
        "raw_billing__invoices", "stg_billing__invoices", "select * replace ('forgotten' as status) from {table}", "expect_column_values_to_be_in_set", "status"
    ),
    Fault(
        "raw_billing__invoices", "stg_billing__invoices", "select * replace ('usd' as currency) from {table}", "expect_column_values_to_match_regex", "currency"
    ),
    Fault("raw_billing__subscriptions", "stg_billing__subscriptions", "select * replace (0 as mrr) from {table}", "expect_column_max_to_be_between", "mrr"),
    Fault(
        "raw_billing__subscriptions",
        "stg_billing__subscriptions",
        "select * replace (started_on - 400 as ended_on) from {table}",
        "expect_column_pair_values_a_to_be_greater_than_b",
        "ended_on, started_on",
    ),
    Fault("raw_crm__account_pulses", "stg_crm__account_pulses", "select * replace (9 as pulse) from {table}", "expect_column_values_to_be_between", "pulse"),
    Fault("raw_crm__accounts", "stg_crm__accounts", "from {table} union all from {table}", "expect_column_values_to_be_unique", "account_id"),
    Fault(
        "raw_crm__accounts",
        "preflight",
        "select * replace (is_landed and column_name <> 'segment' as is_landed) from {table}",
        "expect_column_distinct_values_to_contain_set",
        "column_name",
    ),
    Fault(
        "raw_crm__accounts", "stg_crm__accounts", "select * replace (null as segment) from {table}", "expect_column_values_to_not_be_null", "segment", "warning"
    ),
    Fault(
        "raw_crm__activities",
        "stg_crm__activities",
        "from {table} union all from {table}",
        "expect_compound_columns_to_be_unique",
        "source_relation, activity_id",
    ),
    Fault("raw_crm__contacts", "stg_crm__contacts", "select * replace (null as role) from {table}", "expect_column_values_to_not_be_null", "role"),
    Fault(
        "raw_crm__opportunities", "stg_crm__opportunities", "select * replace (-amount as amount) from {table}", "expect_column_values_to_be_between", "amount"
    ),
    Fault(
        "raw_crm__score_overrides",
        "stg_crm__score_overrides",
        "select * replace (null as owner) from {table}",
        "expect_column_values_to_be_in_set",
        "has_owner",
    ),
    Fault("raw_market__signals", "stg_market__signals", "select * replace (50 as direction) from {table}", "expect_column_values_to_be_between", "direction"),
    Fault("raw_social__mentions", "source_scorecard", "select * replace (0 as landed_rows) from {table}", "expect_column_values_to_be_between", "landed_rows"),
    Fault(
        "raw_social__mentions",
        "source_scorecard",
        "select * replace (0.5 as reject_share) from {table}",
        "expect_column_values_to_be_between",
        "reject_share",
        "warning",
    ),
    Fault(
        "raw_support__messages",
        "stg_support__messages",
        "select * replace (sent_at + interval 900 day as sent_at) from {table}",
        "expect_column_values_to_be_between",
        "sent_at",
    ),
    Fault(
        "raw_support__tickets",
        "stg_support__tickets",
        "select * replace (created_at - interval 1 hour as first_response_at) from {table}",
        "expect_column_pair_values_a_to_be_greater_than_b",
        "first_response_at, created_at",
    ),
    Fault(
        "raw_survey__responses", "stg_survey__responses", "select * replace (score * 10 as score) from {table}", "expect_column_values_to_be_between", "score"
    ),
    Fault(
        "raw_usage__events",
        "stg_usage__event_counts",
        "select * replace (filled_3 - 1 as filled_3) from {table}",
        "expect_column_pair_values_to_be_equal",
        "events_with_user, events",
    ),
    Fault(
        "raw_usage__events",
        "stg_usage__event_counts",
        "select * replace (0 as filled_4) from {table}",
        "expect_column_mean_to_be_between",
        "named_share",
        "warning",
    ),
    Fault(
        "candidate_account_scores",
        "fct_account_scores",
        "select * replace (50 as health_score) from {table}",
        "expect_column_unique_value_count_to_be_between",
        "health_score",
    ),
    Fault(
        "candidate_account_scores", "fct_account_scores", "select * replace (1.5 as coverage) from {table}", "expect_column_values_to_be_between", "coverage"
    ),
    Fault(
        "candidate_factor_scores",
        "fct_factor_scores",
        "select * replace (effective_weight / 2 as effective_weight) from {table}",
        "expect_column_values_to_be_between",
        "weight_sum",
    ),
    Fault("candidate_measure_scores", "fct_measure_scores", "from {table} union all from {table}", "expect_column_pair_values_to_be_equal", "states, accounts"),
    Fault("published_account_health", "fct_account_health", "from {table} limit 0", "expect_table_row_count_to_be_between", "*"),
    Fault(
        "published_account_health",
        "fct_account_health",
        "select * replace (arr + 1 as arr_at_risk) from {table}",
        "expect_column_pair_values_a_to_be_greater_than_b",
        "arr, arr_at_risk",
    ),
    Fault(
        "published_account_health", "fct_account_health", "select * replace (null as play_owner) from {table}", "expect_column_values_to_be_in_set", "has_play"
    ),
    Fault(
        "published_against_the_last_release", "fct_account_health", "select * replace (arr * 100 as arr) from {table}", "expect_column_sum_to_be_between", "arr"
    ),
    Fault(
        "published_against_the_last_release",
        "fct_account_health",
        "select * replace (least(health_score / 10, 10) as health_score) from {table}",
        "expect_column_mean_to_be_between",
        "health_score",
    ),
    Fault(
        "published_against_the_last_release",
        "fct_account_health",
        "select * replace (50 as health_score) from {table}",
        "expect_column_stdev_to_be_between",
        "health_score",
        "warning",
    ),
    Fault(
        "published_against_the_last_release",
        "fct_account_health",
        "select * replace ('critical' as health_band) from {table}",
        "expect_column_kl_divergence_to_be_less_than",
        "health_band",
        "warning",
    ),
    Fault(
        "published_changes",
        "fct_score_changes",
        "select * replace (points + 1 as points) from {table}",
        "expect_column_values_to_be_between",
        "points_unexplained",
    ),
    Fault("published_customer_view", "fct_customer_view", "select *, 1 as arr from {table}", "expect_table_columns_to_match_set", "*"),
    Fault(
        "published_drivers",
        "fct_score_drivers",
        "select * replace (contribution + 0.000001 as contribution) from {table}",
        "expect_column_values_to_be_between",
        "points_unexplained",
    ),
    Fault(
        "published_history",
        "fct_account_health_history",
        "from {table} union all from {table}",
        "expect_column_pair_values_to_be_equal",
        "account_rows, accounts",
    ),
)
