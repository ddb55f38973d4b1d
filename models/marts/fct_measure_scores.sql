with contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

-- A contribution is a part of a computed score: without one it is NULL, so that rows always add up to what is shown.
final as (
    select
        rules.model_version,
        account_scores.account_id,
        contributions.as_of_date,
        rules.measure_key,

        account_scores.objective_key,
        account_scores.is_champion,
        rules.scorecard_key,
        account_scores.score_number,
        rules.factor_key,
        rules.basis,
        rules.missing_policy,

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
    inner join rules
        on contributions.rule_number = rules.rule_number
)

select * from final
