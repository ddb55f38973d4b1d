with limited_scores as (
    select * from {{ ref('int_limited_scores') }}
    where {{ is_changed_date('as_of_date') }}
),

bands as (
    select * from {{ ref('resolved_bands') }}
),

confidence_levels as (
    select * from {{ ref('confidence_levels') }}
),

rounded as (
    select
        *,
        case when health_score_exact is null then computed_status else 'scored' end as score_status,
        cast(round(health_score_exact, 1) as decimal(4, 1)) as health_score,
        cast(round(computed_score_exact, 1) as decimal(4, 1)) as computed_score,
        cast(round(score_low_exact, 1) as decimal(4, 1)) as score_low,
        cast(round(score_high_exact, 1) as decimal(4, 1)) as score_high
    from limited_scores
),

confident as (
    select
        rounded.as_of_date,
        rounded.score_number,
        confidence_levels.confidence,
        row_number() over (
            partition by rounded.as_of_date, rounded.score_number
            order by confidence_levels.priority, confidence_levels.confidence
        ) as confidence_rank
    from rounded
    inner join confidence_levels
        on
            rounded.model_version = confidence_levels.model_version
            and rounded.coverage >= confidence_levels.min_coverage
            and rounded.tenure_days >= confidence_levels.min_tenure_days
    where rounded.score_status = 'scored'
),

final as (
    select
        rounded.model_version,
        rounded.account_id,
        rounded.as_of_date,

        rounded.objective_key,
        rounded.is_champion,
        rounded.lifecycle_stage,
        rounded.scorecard_key,
        rounded.score_number,

        rounded.score_status,
        rounded.health_score,
        rounded.computed_score,
        rounded.score_low,
        rounded.score_high,
        rounded.health_score_exact,
        rounded.score_after_exceptions,
        rounded.computed_score_exact,

        coalesce(score_band.health_band, rounded.score_status) as health_band,
        score_band.band_order,
        score_band.band_colour,
        coalesce(score_band.counts_as_at_risk, false) as is_at_risk,
        coalesce(
            low_band.health_band = score_band.health_band and high_band.health_band = score_band.health_band,
            false
        ) as is_band_certain,

        rounded.coverage,
        confident.confidence,

        rounded.exception_key,
        rounded.exception_reason,
        rounded.override_id is not null as is_overridden,
        rounded.override_direction,
        rounded.override_reason,
        rounded.override_owner,
        rounded.override_expires_on
    from rounded
    left join bands as score_band
        on {{ in_band('rounded.health_score', 'score_band') }}
    left join bands as low_band
        on {{ in_band('rounded.score_low', 'low_band') }}
    left join bands as high_band
        on {{ in_band('rounded.score_high', 'high_band') }}
    left join confident
        on
            rounded.as_of_date = confident.as_of_date
            and rounded.score_number = confident.score_number
            and confident.confidence_rank = 1
)

select * from final
