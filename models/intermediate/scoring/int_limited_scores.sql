with computed_scores as (
    select * from {{ ref('int_computed_scores') }}
    where {{ is_changed_date('as_of_date') }}
),

exceptions as (
    select * from {{ ref('int_triggered_exceptions') }}
    where {{ is_changed_date('as_of_date') }}
),

overrides as (
    select * from {{ ref('int_active_overrides') }}
    where {{ is_changed_date('as_of_date') }}
),

-- The bounds obey the same rules as the score. A reader is told of the cap, unless it is the floor that moved the score.
after_exceptions as (
    select
        computed_scores.model_version,
        computed_scores.account_id,
        computed_scores.as_of_date,
        computed_scores.score_number,
        computed_scores.objective_key,
        computed_scores.lifecycle_stage,
        computed_scores.scorecard_key,
        computed_scores.computed_status,
        computed_scores.tenure_days,
        computed_scores.coverage,
        computed_scores.computed_score_exact,
        computed_scores.is_champion,
        {{ limited('computed_scores.computed_score_exact', 'exceptions.floor_score', 'exceptions.cap_score') }} as score,
        {{ limited('computed_scores.lowest_score', 'exceptions.floor_score', 'exceptions.cap_score') }} as lowest,
        {{ limited('computed_scores.highest_score', 'exceptions.floor_score', 'exceptions.cap_score') }} as highest,
        exceptions.cap_key,
        exceptions.cap_reason,
        exceptions.floor_key,
        exceptions.floor_reason,
        exceptions.cap_key is null or (
            exceptions.floor_score < exceptions.cap_score
            and coalesce(exceptions.floor_score > computed_scores.computed_score_exact, false)
        ) as is_floor_decisive
    from computed_scores
    left join exceptions
        on
            computed_scores.as_of_date = exceptions.as_of_date
            and computed_scores.score_number = exceptions.score_number
),

final as (
    select
        ruled.model_version,
        ruled.account_id,
        ruled.as_of_date,

        ruled.objective_key,
        ruled.lifecycle_stage,
        ruled.scorecard_key,
        ruled.computed_status,
        case when ruled.is_floor_decisive then ruled.floor_key else ruled.cap_key end as exception_key,
        case when ruled.is_floor_decisive then ruled.floor_reason else ruled.cap_reason end as exception_reason,
        overrides.override_id,
        overrides.override_direction,
        overrides.override_reason,
        overrides.override_owner,
        overrides.override_expires_on,

        ruled.score_number,
        ruled.tenure_days,
        ruled.coverage,
        ruled.computed_score_exact,
        cast(ruled.score as decimal(9, 6)) as score_after_exceptions,
        -- A set score also stands where nothing could be computed; a cap or floor has nothing to move there.
        cast(
            case
                when overrides.override_direction = 'set' then overrides.override_score
                else {{ limited('ruled.score', 'overrides.override_floor', 'overrides.override_cap') }}
            end as decimal(9, 6)
        ) as health_score_exact,
        cast({{ limited('ruled.lowest', 'overrides.override_floor', 'overrides.override_cap') }} as decimal(9, 6)) as score_low_exact,
        cast({{ limited('ruled.highest', 'overrides.override_floor', 'overrides.override_cap') }} as decimal(9, 6)) as score_high_exact,

        ruled.is_champion
    from after_exceptions as ruled
    left join overrides
        on
            ruled.account_id = overrides.account_id
            and ruled.as_of_date = overrides.as_of_date
            and ruled.objective_key = overrides.objective_key
)

select * from final
