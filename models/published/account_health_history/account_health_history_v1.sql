-- depends_on: {{ ref('release_gate') }}
with account_health_history as (
    select * from {{ ref('fct_account_health_history') }}
),

final as (
    select
        cast(account_id as {{ type_text() }}) as account_id,
        cast(objective_key as {{ type_text() }}) as objective_key,
        cast(as_of_date as date) as as_of_date,
        cast(model_version as {{ type_text() }}) as model_version,
        cast(rules_hash as {{ type_text() }}) as rules_hash,
        cast(score_status as {{ type_text() }}) as score_status,
        cast(health_score as decimal(4, 1)) as health_score,
        cast(computed_score as decimal(4, 1)) as computed_score,
        cast(health_score_exact as decimal(9, 6)) as health_score_exact,
        cast(score_low as decimal(4, 1)) as score_low,
        cast(score_high as decimal(4, 1)) as score_high,
        cast(health_band as {{ type_text() }}) as health_band,
        cast(coverage as decimal(5, 4)) as coverage,
        cast(confidence as {{ type_text() }}) as confidence,
        cast(is_overridden as boolean) as is_overridden,
        cast(arr as decimal(18, 2)) as arr,
        cast(published_release as {{ type_text() }}) as published_release,
        cast(is_reconstructed as boolean) as is_reconstructed,
        cast(restated_score as decimal(4, 1)) as restated_score,
        cast(is_restated as boolean) as is_restated
    from account_health_history
)

select * from final
