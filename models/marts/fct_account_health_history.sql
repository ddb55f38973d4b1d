with history as (
    select * from {{ ref('release_history') }}
),

release_candidate as (
    select * from {{ ref('release_candidate') }}
),

final as (
    select
        history.account_id,
        history.objective_key,
        history.as_of_date,

        history.model_version,
        history.rules_hash,
        history.score_status,
        history.health_score,
        history.computed_score,
        history.health_score_exact,
        history.score_low,
        history.score_high,
        history.health_band,
        history.coverage,
        history.confidence,
        history.is_overridden,
        history.arr,

        coalesce(history.published_release, release_candidate.release_id) as published_release,
        history.is_reconstructed,
        history.restated_score,
        history.is_restated
    from history
    cross join release_candidate
)

select * from final
