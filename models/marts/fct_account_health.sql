with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

spine as (
    select * from {{ ref('int_account_spine') }}
),

objectives as (
    select * from {{ ref('objectives') }}
),

rulebook_versions as (
    select * from {{ ref('rulebook_versions') }}
),

trends as (
    select * from {{ ref('fct_score_trends') }}
),

account_words as (
    select * from {{ ref('fct_account_words') }}
),

champions as (
    select *
    from account_scores
    where is_champion
),

final as (
    select
        champions.account_id,
        champions.objective_key,
        champions.as_of_date,

        spine.is_latest_date,
        objectives.is_primary as is_primary_objective,

        spine.account_name,
        spine.parent_account_id,
        spine.industry,
        spine.segment,
        spine.region,
        spine.account_owner,
        champions.lifecycle_stage,
        spine.tenure_days,
        spine.arr,
        cast({{ quoted(reporting_currency()) }} as {{ type_text() }}) as currency,
        spine.renews_on,

        champions.model_version,
        rulebook_versions.rules_hash,
        champions.score_status,
        champions.health_score,
        champions.computed_score,
        champions.health_score_exact,
        champions.score_low,
        champions.score_high,
        champions.health_band,
        champions.band_order,
        champions.band_colour,
        trends.confirmed_band,
        champions.is_band_certain,
        champions.coverage,
        champions.confidence,

        previous.health_score as previous_health_score,
        cast(champions.health_score - previous.health_score as decimal(4, 1)) as score_change,
        trends.trend_slope,
        trends.trend,

        champions.is_overridden,
        champions.override_reason,
        champions.override_owner,
        champions.override_expires_on,

        account_words.top_risk_1,
        account_words.top_risk_2,
        account_words.top_risk_3,
        account_words.top_strength_1,
        account_words.top_strength_2,
        account_words.top_strength_3,
        account_words.recommended_play,
        account_words.play_owner,
        account_words.play_due_days,
        account_words.next_best_lift,

        cast(case when champions.is_at_risk then spine.arr else 0 end as decimal(18, 2)) as arr_at_risk
    from champions
    inner join spine
        on
            champions.account_id = spine.account_id
            and champions.as_of_date = spine.as_of_date
    inner join objectives
        on champions.objective_key = objectives.objective_key
    inner join rulebook_versions
        on champions.model_version = rulebook_versions.model_version
    left join champions as previous
        on
            champions.account_id = previous.account_id
            and champions.objective_key = previous.objective_key
            and spine.previous_as_of_date = previous.as_of_date
    left join trends
        on
            champions.account_id = trends.account_id
            and champions.objective_key = trends.objective_key
            and champions.as_of_date = trends.as_of_date
    left join account_words
        on
            champions.account_id = account_words.account_id
            and champions.objective_key = account_words.objective_key
            and champions.as_of_date = account_words.as_of_date
)

select * from final
