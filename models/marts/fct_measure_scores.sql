with contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

measures as (
    select * from {{ ref('measures') }}
),

-- A contribution is a part of a computed score: without one it is NULL, so that rows always add up to what is shown.
final as (
    select
        account_scores.model_version,
        account_scores.account_id,
        contributions.as_of_date,
        contributions.measure_key,

        account_scores.objective_key,
        account_scores.is_champion,
        account_scores.scorecard_key,
        account_scores.score_number,
        measures.factor_key,
        measure_rules.basis,
        measure_rules.missing_policy,

        contributions.state,
        contributions.measured_value,
        contributions.observed_on,
        contributions.sample_size,
        contributions.curve_x,
        contributions.cohort_level,
        contributions.cohort_size,
        contributions.measure_score,
        contributions.used_score,

        contributions.nominal_weight,
        case when account_scores.computed_score_exact is not null then contributions.effective_weight end as effective_weight,
        case when account_scores.computed_score_exact is not null then contributions.contribution end as contribution,
        case when account_scores.computed_score_exact is not null then contributions.lost_points end as lost_points,

        contributions.is_imputed,
        contributions.is_in_sum,
        contributions.is_applicable
    from contributions
    inner join account_scores
        on
            contributions.as_of_date = account_scores.as_of_date
            and contributions.score_number = account_scores.score_number
    inner join measure_rules
        on
            account_scores.model_version = measure_rules.model_version
            and contributions.measure_key = measure_rules.measure_key
    inner join measures
        on contributions.measure_key = measures.measure_key
)

select * from final
