-- depends_on: {{ ref('release_gate') }}
with account_health as (
    select * from {{ ref('fct_account_health') }}
),

final as (
    select
        cast(account_id as {{ type_text() }}) as account_id,
        cast(account_name as {{ type_text() }}) as account_name,
        cast(parent_account_id as {{ type_text() }}) as parent_account_id,
        cast(industry as {{ type_text() }}) as industry,
        cast(segment as {{ type_text() }}) as segment,
        cast(region as {{ type_text() }}) as region,
        cast(account_owner as {{ type_text() }}) as account_owner,
        cast(lifecycle_stage as {{ type_text() }}) as lifecycle_stage,
        cast(tenure_days as integer) as tenure_days,
        cast(arr as decimal(18, 2)) as arr,
        cast(currency as {{ type_text() }}) as currency,
        cast(renews_on as date) as renews_on,
        cast(as_of_date as date) as as_of_date,
        cast(objective_key as {{ type_text() }}) as objective_key,
        cast(model_version as {{ type_text() }}) as model_version,
        cast(rules_hash as {{ type_text() }}) as rules_hash,
        cast(score_status as {{ type_text() }}) as score_status,
        cast(health_score as decimal(4, 1)) as health_score,
        cast(computed_score as decimal(4, 1)) as computed_score,
        cast(health_score_exact as decimal(9, 6)) as health_score_exact,
        cast(score_low as decimal(4, 1)) as score_low,
        cast(score_high as decimal(4, 1)) as score_high,
        cast(health_band as {{ type_text() }}) as health_band,
        cast(band_order as integer) as band_order,
        cast(band_colour as {{ type_text() }}) as band_colour,
        cast(confirmed_band as {{ type_text() }}) as confirmed_band,
        cast(is_band_certain as boolean) as is_band_certain,
        cast(coverage as decimal(5, 4)) as coverage,
        cast(confidence as {{ type_text() }}) as confidence,
        cast(previous_health_score as decimal(4, 1)) as previous_health_score,
        cast(score_change as decimal(4, 1)) as score_change,
        cast(trend as {{ type_text() }}) as trend,
        cast(is_overridden as boolean) as is_overridden,
        cast(override_reason as {{ type_text() }}) as override_reason,
        cast(override_owner as {{ type_text() }}) as override_owner,
        cast(override_expires_on as date) as override_expires_on,
        cast(top_risk_1 as {{ type_text() }}) as top_risk_1,
        cast(top_risk_2 as {{ type_text() }}) as top_risk_2,
        cast(top_risk_3 as {{ type_text() }}) as top_risk_3,
        cast(top_strength_1 as {{ type_text() }}) as top_strength_1,
        cast(top_strength_2 as {{ type_text() }}) as top_strength_2,
        cast(top_strength_3 as {{ type_text() }}) as top_strength_3,
        cast(recommended_play as {{ type_text() }}) as recommended_play,
        cast(play_owner as {{ type_text() }}) as play_owner,
        cast(next_best_lift as {{ type_text() }}) as next_best_lift,
        cast(arr_at_risk as decimal(18, 2)) as arr_at_risk
    from account_health
    where is_latest_date and is_primary_objective
)

select * from final
