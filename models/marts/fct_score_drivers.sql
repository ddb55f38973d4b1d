with measure_scores as (
    select * from {{ ref('fct_measure_scores') }}
),

adjustments as (
    select * from {{ ref('int_score_adjustments') }}
),

account_health as (
    select * from {{ ref('fct_account_health') }}
),

measures as (
    select * from {{ ref('measures') }}
),

current_health as (
    select *
    from account_health
    where is_latest_date
),

measure_drivers as (
    select
        current_health.account_id,
        current_health.objective_key,
        current_health.as_of_date,
        current_health.model_version,
        'measure' as driver_type,
        measure_scores.measure_key,
        measures.measure_name as driver_name,
        measure_scores.factor_key,
        measure_scores.state,
        measure_scores.measured_value,
        measures.unit,
        measure_scores.used_score as measure_score,
        measure_scores.effective_weight,
        measure_scores.contribution,
        measure_scores.lost_points,
        measure_scores.is_imputed,
        measure_scores.observed_on
    from current_health
    inner join measure_scores
        on
            current_health.model_version = measure_scores.model_version
            and current_health.account_id = measure_scores.account_id
            and current_health.as_of_date = measure_scores.as_of_date
    inner join measures
        on measure_scores.measure_key = measures.measure_key
),

-- The rows that make the drivers sum to the published score: what exceptions and the override added or took.
adjustment_drivers as (
    select
        current_health.account_id,
        current_health.objective_key,
        current_health.as_of_date,
        current_health.model_version,
        adjustments.adjustment_type as driver_type,
        adjustments.adjustment_type as measure_key,
        adjustments.adjustment_reason as driver_name,
        cast(null as {{ type_text() }}) as factor_key,
        cast(null as {{ type_text() }}) as state,
        cast(null as decimal(28, 10)) as measured_value,
        'points' as unit,
        cast(null as decimal(9, 6)) as measure_score,
        cast(null as decimal(12, 10)) as effective_weight,
        adjustments.points as contribution,
        cast(null as decimal(9, 6)) as lost_points,
        false as is_imputed,
        cast(null as date) as observed_on
    from current_health
    inner join adjustments
        on
            current_health.model_version = adjustments.model_version
            and current_health.account_id = adjustments.account_id
            and current_health.as_of_date = adjustments.as_of_date
),

drivers as (
    select * from measure_drivers
    union all
    select * from adjustment_drivers
),

final as (
    select
        account_id,
        objective_key,
        as_of_date,
        measure_key,

        model_version,
        driver_type,
        driver_name,
        factor_key,
        state,
        unit,
        observed_on,

        measured_value,
        measure_score,
        effective_weight,
        contribution,
        lost_points,

        is_imputed
    from drivers
)

select * from final
