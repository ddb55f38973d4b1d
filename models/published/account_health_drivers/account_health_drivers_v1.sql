-- depends_on: {{ ref('release_gate') }}
with score_drivers as (
    select * from {{ ref('fct_score_drivers') }}
),

final as (
    select
        cast(account_id as {{ type_text() }}) as account_id,
        cast(objective_key as {{ type_text() }}) as objective_key,
        cast(as_of_date as date) as as_of_date,
        cast(model_version as {{ type_text() }}) as model_version,
        cast(driver_type as {{ type_text() }}) as driver_type,
        cast(measure_key as {{ type_text() }}) as measure_key,
        cast(driver_name as {{ type_text() }}) as driver_name,
        cast(factor_key as {{ type_text() }}) as factor_key,
        cast(state as {{ type_text() }}) as state,
        cast(measured_value as decimal(28, 10)) as measured_value,
        cast(unit as {{ type_text() }}) as unit,
        cast(measure_score as decimal(9, 6)) as measure_score,
        cast(effective_weight as decimal(12, 10)) as effective_weight,
        cast(contribution as decimal(9, 6)) as contribution,
        cast(lost_points as decimal(9, 6)) as lost_points,
        cast(is_imputed as boolean) as is_imputed,
        cast(observed_on as date) as observed_on
    from score_drivers
)

select * from final
