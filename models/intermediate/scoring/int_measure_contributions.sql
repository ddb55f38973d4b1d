-- What is judged here stands twice, under two names: an engine may copy what is named once and read twice.
with used_scores as (
    select * from {{ ref('int_used_scores') }}
    where {{ is_changed_date('as_of_date') }}
),

weighed_scores as (
    select * from {{ ref('int_used_scores') }}
    where {{ is_changed_date('as_of_date') }}
),

factor_sums as (
    select
        as_of_date,
        score_number,
        factor_key,
        max(case when is_in_sum then factor_weight else 0 end) as in_sum_factor_weight,
        max(case when is_applicable then factor_weight else 0 end) as applicable_factor_weight,
        sum(case when is_in_sum then measure_weight else 0 end) as in_sum_weight,
        sum(case when is_applicable then measure_weight else 0 end) as applicable_weight
    from weighed_scores
    group by as_of_date, score_number, factor_key
),

-- By this an account's nominal weights are divided so that they sum to 1 again: once over what is in the sum, once over all that applies.
divisors as (
    select
        as_of_date,
        score_number,
        factor_key,
        cast(in_sum_weight * sum(in_sum_factor_weight) over (partition by as_of_date, score_number) as decimal(18, 8)) as in_sum_divisor,
        cast(applicable_weight * sum(applicable_factor_weight) over (partition by as_of_date, score_number) as decimal(18, 8)) as applicable_divisor
    from factor_sums
),

weighted as (
    select
        used_scores.as_of_date,
        used_scores.score_number,
        used_scores.rule_number,
        used_scores.state,
        used_scores.observed_on,
        used_scores.measured_value,
        used_scores.sample_size,
        used_scores.curve_x,
        used_scores.cohort_level,
        used_scores.cohort_size,
        used_scores.measure_score,
        used_scores.used_score,
        used_scores.nominal_weight,
        used_scores.is_imputed,
        used_scores.is_in_sum,
        used_scores.is_applicable,
        case when used_scores.is_in_sum then {{ exact_quotient('used_scores.nominal_weight', 'divisors.in_sum_divisor', 10, 8, 8) }} end as effective_weight,
        case when used_scores.is_applicable then {{ exact_quotient('used_scores.nominal_weight', 'divisors.applicable_divisor', 10, 8, 8) }} end as full_weight
    from used_scores
    inner join divisors
        on
            used_scores.as_of_date = divisors.as_of_date
            and used_scores.score_number = divisors.score_number
            and used_scores.factor_key = divisors.factor_key
),

final as (
    select
        as_of_date,
        score_number,
        rule_number,

        state,
        observed_on,

        measured_value,
        sample_size,
        curve_x,
        cohort_level,
        cohort_size,
        measure_score,
        used_score,
        nominal_weight,
        cast(effective_weight as decimal(12, 10)) as effective_weight,
        {{ weighted_score('effective_weight', 'used_score') }} as contribution,
        {{ weighted_score('effective_weight', '(100 - used_score)') }} as lost_points,
        -- The bounds: everything that applies at its full weight, what was not observed at its worst and at its best.
        {{ weighted_score('full_weight', 'coalesce(measure_score, 0)') }} as lowest_contribution,
        {{ weighted_score('full_weight', 'coalesce(measure_score, 100)') }} as highest_contribution,

        is_imputed,
        is_in_sum,
        is_applicable
    from weighted
)

select * from final
