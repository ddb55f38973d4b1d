with measure_scores as (
    select * from {{ ref('int_measure_scores') }}
),

imputed_scores as (
    select * from {{ ref('int_imputed_scores') }}
),

weights as (
    select * from {{ ref('resolved_weights') }}
),

-- What is not applicable always leaves the sum; so does what is missing or stale, unless its policy puts a score in its place.
scored as (
    select
        measure_scores.model_version,
        measure_scores.account_id,
        measure_scores.as_of_date,
        measure_scores.measure_key,
        measure_scores.score_number,
        measure_scores.rule_number,
        measure_scores.factor_key,
        measure_scores.basis,
        measure_scores.missing_policy,
        measure_scores.state,
        measure_scores.observed_on,
        measure_scores.measured_value,
        measure_scores.sample_size,
        measure_scores.curve_x,
        measure_scores.measure_score,
        coalesce(measure_scores.cohort_level, imputed_scores.cohort_level) as cohort_level,
        coalesce(measure_scores.cohort_size, imputed_scores.cohort_size) as cohort_size,
        weights.factor_weight,
        weights.measure_weight,
        weights.nominal_weight,
        case
            when measure_scores.state = 'observed' then measure_scores.measure_score
            when measure_scores.state = 'not_applicable' then null
            when measure_scores.missing_policy = 'cohort_median' then imputed_scores.imputed_score
            when measure_scores.missing_policy = 'neutral' then 50
            when measure_scores.missing_policy = 'worst' then 0
        end as used_score
    from measure_scores
    inner join weights
        on
            measure_scores.model_version = weights.model_version
            and measure_scores.scorecard_key = weights.scorecard_key
            and measure_scores.measure_key = weights.measure_key
    left join imputed_scores
        on
            measure_scores.as_of_date = imputed_scores.as_of_date
            and measure_scores.score_number = imputed_scores.score_number
            and measure_scores.rule_number = imputed_scores.rule_number
),

final as (
    select
        model_version,
        account_id,
        as_of_date,
        measure_key,

        score_number,
        rule_number,
        factor_key,
        basis,
        missing_policy,
        state,
        observed_on,

        measured_value,
        sample_size,
        curve_x,
        cohort_level,
        cohort_size,
        measure_score,
        cast(used_score as decimal(9, 6)) as used_score,
        factor_weight,
        measure_weight,
        nominal_weight,

        state != 'observed' and used_score is not null as is_imputed,
        used_score is not null and nominal_weight > 0 as is_in_sum,
        state != 'not_applicable' and nominal_weight > 0 as is_applicable
    from scored
)

select * from final
