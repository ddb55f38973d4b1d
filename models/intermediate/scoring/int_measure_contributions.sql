with used_scores as (
    select * from {{ ref('int_used_scores') }}
),

factor_sums as (
    select
        model_version,
        account_id,
        as_of_date,
        factor_key,
        max(factor_weight) as factor_weight,
        max(case when is_in_sum then 1 else 0 end) as has_in_sum,
        max(case when is_applicable then 1 else 0 end) as has_applicable,
        sum(case when is_in_sum then measure_weight else 0 end) as in_sum_weight,
        sum(case when is_applicable then measure_weight else 0 end) as applicable_weight
    from used_scores
    group by model_version, account_id, as_of_date, factor_key
),

account_sums as (
    select
        model_version,
        account_id,
        as_of_date,
        sum(factor_weight * has_in_sum) as in_sum_factor_weight,
        sum(factor_weight * has_applicable) as applicable_factor_weight
    from factor_sums
    group by model_version, account_id, as_of_date
),

weighted as (
    select
        used_scores.*,
        case when used_scores.is_in_sum then {{ exact_quotient(
            'used_scores.nominal_weight',
            'account_sums.in_sum_factor_weight * factor_sums.in_sum_weight',
            10
        ) }} end as exact_weight,
        case when used_scores.is_applicable then {{ exact_quotient(
            'used_scores.nominal_weight',
            'account_sums.applicable_factor_weight * factor_sums.applicable_weight',
            10
        ) }} end as exact_full_weight
    from used_scores
    inner join factor_sums
        on
            used_scores.model_version = factor_sums.model_version
            and used_scores.account_id = factor_sums.account_id
            and used_scores.as_of_date = factor_sums.as_of_date
            and used_scores.factor_key = factor_sums.factor_key
    inner join account_sums
        on
            used_scores.model_version = account_sums.model_version
            and used_scores.account_id = account_sums.account_id
            and used_scores.as_of_date = account_sums.as_of_date
),

typed as (
    select
        *,
        cast(exact_weight as decimal(12, 10)) as effective_weight,
        -- The weight the measure would have if everything applicable were measured: the bounds are made with it.
        cast(exact_full_weight as decimal(12, 10)) as full_weight
    from weighted
),

final as (
    select
        model_version,
        account_id,
        as_of_date,
        measure_key,

        factor_key,
        basis,
        missing_policy,

        state,
        measured_value,
        observed_on,
        sample_size,
        curve_x,
        cohort_level,
        cohort_size,
        measure_score,
        used_score,

        nominal_weight,
        effective_weight,
        cast(round(effective_weight * used_score, 6) as decimal(9, 6)) as contribution,
        cast(round(effective_weight * (100 - used_score), 6) as decimal(9, 6)) as lost_points,
        cast(round(full_weight * coalesce(measure_score, 0), 6) as decimal(9, 6)) as lowest_contribution,
        cast(round(full_weight * coalesce(measure_score, 100), 6) as decimal(9, 6)) as highest_contribution,

        is_imputed,
        is_in_sum,
        is_applicable
    from typed
)

select * from final
