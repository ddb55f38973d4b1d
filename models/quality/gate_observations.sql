with gate_rules as (
    select * from {{ ref('gate_rules') }}
),

recomputation as (select * from {{ ref('score_recomputation') }}),

reference_check as (select * from {{ ref('reference_check') }}),

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

recomputed as (
    select
        sum(case when is_score_recomputed then 0 else 1 end) as other_scores,
        sum(case when is_band_recomputed then 0 else 1 end) as other_bands
    from recomputation
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

-- A table that was empty or off in the last release has no count to be compared with.
source_quality as (
    select
        max(source_scorecard.orphan_share) as largest_orphan_share,
        sum(case when source_scorecard.reject_share > source_scorecard.reject_budget then 1 else 0 end) as exceeded_budgets,
        sum(case when source_scorecard.age_days > source_scorecard.error_after_days then 1 else 0 end) as too_old,
        sum(
            case
                when source_scorecard.landed_rows < released_scorecard.landed_rows * source_scorecard.min_row_ratio then 1
                when source_scorecard.landed_rows > released_scorecard.landed_rows * source_scorecard.max_row_ratio then 1
                else 0
            end
        ) as counts_out_of_band
    from source_scorecard
    left join released_scorecard
        on
            source_scorecard.source_name = released_scorecard.source_name
            and source_scorecard.table_name = released_scorecard.table_name
            and source_scorecard.is_on
            and released_scorecard.is_on
            and released_scorecard.landed_rows > 0
),

-- Each of the joined relations is one row. A rule that nothing here counts stays NULL too.
final as (
    select
        gate_rules.rule_key,

        cast(
            case gate_rules.rule_key
                when 'accounts_missing' then case when release_candidate.accounts > 0 then 0 else 1 end
                when 'accounts_lost' then changes.lost_share
                when 'as_of_backwards' then coalesce({{ days_between('release_candidate.as_of_date', 'changes.released_as_of_date') }}, 0)
                when 'band_flips' then changes.flipped_share
                when 'bands_not_recomputed' then recomputed.other_bands
                when 'measure_states_missing' then abs(expected_states.states - found_states.states) + found_states.unknown_states
                when 'orphan_share' then source_quality.largest_orphan_share
                when 'reference_mismatches' then (select sum(reference_check.mismatches) from reference_check)
                when 'reject_budgets_exceeded' then source_quality.exceeded_budgets
                when 'row_counts_out_of_band' then source_quality.counts_out_of_band
                when 'scores_not_recomputed' then recomputed.other_scores
                when 'sources_too_old' then source_quality.too_old
            end as decimal(18, 6)
        ) as observed
    from gate_rules
    cross join release_candidate
    cross join changes
    cross join recomputed
    cross join expected_states
    cross join found_states
    cross join source_quality
)

select * from final
