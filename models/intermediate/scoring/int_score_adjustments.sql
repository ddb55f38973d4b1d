with limited_scores as (
    select * from {{ ref('int_limited_scores') }}
),

exceptions as (
    select
        model_version,
        account_id,
        as_of_date,
        'exception' as adjustment_type,
        exception_reason as adjustment_reason,
        score_after_exceptions - computed_score_exact as points
    from limited_scores
    where exception_key is not null
),

-- A score that was set where none could be computed is an adjustment of its full height.
overrides as (
    select
        model_version,
        account_id,
        as_of_date,
        'override' as adjustment_type,
        override_reason as adjustment_reason,
        health_score_exact - coalesce(score_after_exceptions, 0) as points
    from limited_scores
    where override_id is not null
),

adjustments as (
    select * from exceptions
    union all
    select * from overrides
),

final as (
    select
        model_version,
        account_id,
        as_of_date,
        adjustment_type,

        adjustment_reason,

        cast(points as decimal(9, 6)) as points
    from adjustments
)

select * from final
