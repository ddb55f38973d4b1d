with measure_scores as (
    select * from {{ ref('fct_measure_scores') }}
),

summed as (
    select
        model_version,
        account_id,
        as_of_date,
        objective_key,
        is_champion,
        factor_key,
        sum(contribution) as contribution,
        sum(effective_weight) as effective_weight,
        sum(lost_points) as lost_points,
        sum(case when is_applicable then nominal_weight else 0 end) as applicable_weight,
        sum(case when is_applicable and state = 'observed' then nominal_weight else 0 end) as observed_weight
    from measure_scores
    group by model_version, account_id, as_of_date, objective_key, is_champion, factor_key
),

final as (
    select
        model_version,
        account_id,
        as_of_date,
        factor_key,

        objective_key,
        is_champion,

        cast({{ exact_quotient('contribution', 'effective_weight', 6, 6, 10) }} as decimal(9, 6)) as factor_score,
        cast(effective_weight as decimal(12, 10)) as effective_weight,
        cast(contribution as decimal(9, 6)) as contribution,
        cast(lost_points as decimal(9, 6)) as lost_points,
        cast({{ exact_quotient('observed_weight', 'applicable_weight', 4, 8, 8) }} as decimal(5, 4)) as coverage
    from summed
)

select * from final
