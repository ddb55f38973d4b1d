-- The gate waits for everything that is tested, also where it does not read it:
-- depends_on: {{ ref('fct_factor_scores') }}
-- depends_on: {{ ref('fct_account_health_history') }}
-- depends_on: {{ ref('quarantine') }}
-- depends_on: {{ ref('key_conflicts') }}
with gate_rules as (
    select * from {{ ref('gate_rules') }}
),

recomputation as (
    select * from {{ ref('score_recomputation') }}
),

comparison as (
    select * from {{ ref('release_comparison') }}
),

scorecard as (
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

release_changes as (
    select
        sum(case when is_lost then 1 else 0 end) as lost,
        sum(case when is_flipped then 1 else 0 end) as flipped,
        count(*) as compared,
        max(released_as_of_date) as released_as_of_date
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
        sum(case when state in ('observed', 'missing', 'stale', 'not_applicable') then 1 else 0 end) as known_states
    from measure_scores
),

table_bands as (
    select
        sum(
            case
                when
                    scorecard.landed_rows < released_scorecard.landed_rows * scorecard.min_row_ratio
                    or scorecard.landed_rows > released_scorecard.landed_rows * scorecard.max_row_ratio
                    then 1
                else 0
            end
        ) as out_of_band
    from scorecard
    inner join released_scorecard
        on
            scorecard.source_name = released_scorecard.source_name
            and scorecard.table_name = released_scorecard.table_name
            and scorecard.is_on
            and released_scorecard.is_on
),

observations as (
    select 'scores_not_recomputed' as rule_key, sum(case when is_score_recomputed then 0 else 1 end) as observed from recomputation
    union all
    select 'bands_not_recomputed' as rule_key, sum(case when is_band_recomputed then 0 else 1 end) as observed from recomputation
    union all
    select 'accounts_missing' as rule_key, case when accounts > 0 then 0 else 1 end as observed from release_candidate
    union all
    select 'accounts_lost' as rule_key, {{ exact_quotient('lost', 'compared', 6) }} as observed from release_changes
    union all
    select 'band_flips' as rule_key, {{ exact_quotient('flipped', 'compared', 6) }} as observed from release_changes
    union all
    select 'as_of_backwards' as rule_key, {{ days_between('release_candidate.as_of_date', 'release_changes.released_as_of_date') }} as observed
    from release_changes cross join release_candidate
    union all
    select 'measure_states_missing' as rule_key, abs(expected_states.states - found_states.states) + found_states.states - found_states.known_states as observed
    from expected_states cross join found_states
    union all
    select 'row_counts_out_of_band' as rule_key, out_of_band as observed from table_bands
    union all
    select 'orphan_share' as rule_key, max(orphan_share) as observed from scorecard
    union all
    select 'reject_budgets_exceeded' as rule_key, sum(case when reject_share > reject_budget then 1 else 0 end) as observed from scorecard
),

-- One row per rule whatever could be observed: without a last release there is nothing to compare, and that is no failure.
final as (
    select
        gate_rules.rule_key,
        cast(coalesce(observations.observed, 0) as decimal(18, 6)) as observed,
        gate_rules.limit_value,
        coalesce(observations.observed, 0) <= gate_rules.limit_value and observations.rule_key is not null as is_passed,
        gate_rules.what_is_counted,
        gate_rules.remedy,
        cast('{{ invocation_id }}' as {{ type_text() }}) as invocation_id
    from gate_rules
    left join observations
        on gate_rules.rule_key = observations.rule_key
)

select * from final
