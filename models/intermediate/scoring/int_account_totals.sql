with contributions as (
    select * from {{ ref('int_measure_contributions') }}
    where {{ is_changed_date('as_of_date') }}
),

summed as (
    select
        as_of_date,
        score_number,
        sum(contribution) as contribution_sum,
        sum(lowest_contribution) as lowest_sum,
        sum(highest_contribution) as highest_sum,
        sum(case when is_applicable then nominal_weight else 0 end) as applicable_weight,
        sum(case when is_applicable and state = 'observed' then nominal_weight else 0 end) as observed_weight
    from contributions
    group by as_of_date, score_number
),

final as (
    select
        as_of_date,
        score_number,

        cast(contribution_sum as decimal(9, 6)) as contribution_sum,
        cast(lowest_sum as decimal(9, 6)) as lowest_sum,
        cast(highest_sum as decimal(9, 6)) as highest_sum,
        cast(
            coalesce({{ exact_quotient('observed_weight', 'applicable_weight', 4, 8, 8) }}, 0)
            as decimal(5, 4)
        ) as coverage
    from summed
)

select * from final
