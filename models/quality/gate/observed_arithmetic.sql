with recomputation as (select * from {{ ref('score_recomputation') }}),

reference_check as (select * from {{ ref('reference_check') }}),

account_scores as (select * from {{ ref('fct_account_scores') }}),

measure_scores as (select * from {{ ref('fct_measure_scores') }}),

measure_rules as (select * from {{ ref('measure_rules') }}),

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

-- A sum over no row is NULL on purpose: what nobody recomputed has not passed.
observations as (
    select
        'bands_not_recomputed' as rule_key,
        sum(case when is_band_recomputed then 0 else 1 end) as observed
    from recomputation
    union all
    select
        'scores_not_recomputed' as rule_key,
        sum(case when is_score_recomputed then 0 else 1 end) as observed
    from recomputation
    union all
    select
        'reference_mismatches' as rule_key,
        sum(mismatches) as observed
    from reference_check
    union all
    select
        'measure_states_missing' as rule_key,
        abs(expected_states.states - found_states.states) + found_states.unknown_states as observed
    from expected_states
    cross join found_states
),

places as (
    select
        'bands_not_recomputed' as rule_key,
        objective_key as place,
        count(*) as weight
    from recomputation
    where not is_band_recomputed
    group by objective_key
    union all
    select
        'scores_not_recomputed' as rule_key,
        objective_key as place,
        count(*) as weight
    from recomputation
    where not is_score_recomputed
    group by objective_key
    union all
    select
        'reference_mismatches' as rule_key,
        figure as place,
        mismatches as weight
    from reference_check
    where mismatches > 0
),

seen as (
    select * from {{ worst_places('places') }} as worst_places
),

final as (
    select
        observations.rule_key,

        cast(observations.observed as decimal(18, 6)) as observed,
        seen.where_seen
    from observations
    left join seen
        on observations.rule_key = seen.rule_key
)

select * from final
