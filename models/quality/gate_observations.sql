with recomputation as (
    select * from {{ ref('score_recomputation') }}
),

comparison as (
    select * from {{ ref('release_comparison') }}
),

source_scorecard as (
    select * from {{ ref('source_scorecard') }}
),

released_scorecard as (
    select * from {{ ref('stg_release__source_scorecard') }}
),

account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

measure_scores as (
    select * from {{ ref('fct_measure_scores') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

release_candidate as (
    select * from {{ ref('release_candidate') }}
),

-- Nothing compared is no change: the first release has none before it. Elsewhere nothing counted stays NULL, and does not pass.
changes as (
    select
        max(released_as_of_date) as released_as_of_date,
        coalesce({{ exact_quotient('sum(case when is_lost then 1 else 0 end)', 'count(*)', 6) }}, 0) as lost_share,
        coalesce({{ exact_quotient('sum(case when is_flipped then 1 else 0 end)', 'count(*)', 6) }}, 0) as flipped_share
    from comparison
),

expected_states as (
    select count(*) as states
    from account_scores
    inner join measure_rules
        on account_scores.model_version = measure_rules.model_version
),

found_states as (
    select
        count(*) as states,
        coalesce(sum(case when state in ('observed', 'missing', 'stale', 'not_applicable') then 0 else 1 end), 0) as unknown_states
    from measure_scores
),

-- A table that was empty in the last release has no count to be compared with.
row_counts as (
    select
        sum(
            case
                when source_scorecard.landed_rows < released_scorecard.landed_rows * source_scorecard.min_row_ratio then 1
                when source_scorecard.landed_rows > released_scorecard.landed_rows * source_scorecard.max_row_ratio then 1
                else 0
            end
        ) as out_of_band
    from source_scorecard
    inner join released_scorecard
        on
            source_scorecard.source_name = released_scorecard.source_name
            and source_scorecard.table_name = released_scorecard.table_name
            and source_scorecard.is_on
            and released_scorecard.is_on
            and released_scorecard.landed_rows > 0
),

observations as (
    select 'scores_not_recomputed' as rule_key, sum(case when is_score_recomputed then 0 else 1 end) as observed from recomputation
    union all
    select 'bands_not_recomputed' as rule_key, sum(case when is_band_recomputed then 0 else 1 end) as observed from recomputation
    union all
    select 'accounts_missing' as rule_key, case when accounts > 0 then 0 else 1 end as observed from release_candidate
    union all
    select 'accounts_lost' as rule_key, lost_share as observed from changes
    union all
    select 'band_flips' as rule_key, flipped_share as observed from changes
    union all
    select
        'as_of_backwards' as rule_key,
        coalesce({{ days_between('release_candidate.as_of_date', 'changes.released_as_of_date') }}, 0) as observed
    from changes
    cross join release_candidate
    union all
    select
        'measure_states_missing' as rule_key,
        abs(expected_states.states - found_states.states) + found_states.unknown_states as observed
    from expected_states
    cross join found_states
    union all
    select 'row_counts_out_of_band' as rule_key, coalesce(out_of_band, 0) as observed from row_counts
    union all
    select 'sources_too_old' as rule_key, sum(case when age_days > error_after_days then 1 else 0 end) as observed from source_scorecard
    union all
    select 'orphan_share' as rule_key, max(orphan_share) as observed from source_scorecard
    union all
    select 'reject_budgets_exceeded' as rule_key, sum(case when reject_share > reject_budget then 1 else 0 end) as observed from source_scorecard
),

final as (
    select
        rule_key,

        cast(observed as decimal(18, 6)) as observed
    from observations
)

select * from final
