-- depends_on: {{ ref('release_gate') }}
with score_changes as (
    select * from {{ ref('fct_score_changes') }}
),

final as (
    select
        cast(account_id as {{ type_text() }}) as account_id,
        cast(objective_key as {{ type_text() }}) as objective_key,
        cast(as_of_date as date) as as_of_date,
        cast(previous_as_of_date as date) as previous_as_of_date,
        cast(part_type as {{ type_text() }}) as part_type,
        cast(measure_key as {{ type_text() }}) as measure_key,
        cast(measure_name as {{ type_text() }}) as measure_name,
        cast(factor_key as {{ type_text() }}) as factor_key,
        cast(points as decimal(9, 6)) as points,
        cast(previous_health_score_exact as decimal(9, 6)) as previous_health_score_exact,
        cast(health_score_exact as decimal(9, 6)) as health_score_exact,
        cast(previous_model_version as {{ type_text() }}) as previous_model_version,
        cast(model_version as {{ type_text() }}) as model_version
    from score_changes
)

select * from final
