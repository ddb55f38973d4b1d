with scorecards as (
    select * from {{ ref('int_account_scorecards') }}
),

versions as (
    select * from {{ ref('scoring_models') }}
),

totals as (
    select * from {{ ref('int_account_totals') }}
),

exceptions as (
    select * from {{ ref('int_triggered_exceptions') }}
),

overrides as (
    select * from {{ ref('int_active_overrides') }}
),

joined as (
    select
        scorecards.model_version,
        scorecards.account_id,
        scorecards.as_of_date,
        scorecards.objective_key,
        scorecards.is_champion,
        scorecards.lifecycle_stage,
        scorecards.scorecard_key,
        scorecards.tenure_days,
        totals.coverage,
        totals.contribution_sum,
        totals.lowest_sum,
        totals.highest_sum,
        exceptions.exception_key,
        exceptions.exception_reason,
        exceptions.floor_score as exception_floor,
        exceptions.cap_score as exception_cap,
        overrides.override_id,
        overrides.override_direction,
        overrides.override_score,
        overrides.override_floor,
        overrides.override_cap,
        overrides.override_reason,
        overrides.override_owner,
        overrides.override_expires_on,
        case
            when scorecards.is_too_new then 'too_new'
            when totals.coverage < versions.min_coverage then 'insufficient_data'
            else 'scored'
        end as computed_status
    from scorecards
    inner join versions
        on scorecards.model_version = versions.model_version
    inner join totals
        on
            scorecards.model_version = totals.model_version
            and scorecards.account_id = totals.account_id
            and scorecards.as_of_date = totals.as_of_date
    left join exceptions
        on
            scorecards.model_version = exceptions.model_version
            and scorecards.account_id = exceptions.account_id
            and scorecards.as_of_date = exceptions.as_of_date
    left join overrides
        on
            scorecards.account_id = overrides.account_id
            and scorecards.as_of_date = overrides.as_of_date
            and scorecards.objective_key = overrides.objective_key
),

computed as (
    select
        *,
        case when computed_status = 'scored' then contribution_sum end as computed_score_exact,
        case when computed_status = 'scored' then lowest_sum end as lowest_score,
        case when computed_status = 'scored' then highest_sum end as highest_score
    from joined
),

after_exceptions as (
    select
        *,
        {{ limited('computed_score_exact', 'exception_floor', 'exception_cap') }} as ruled_score,
        {{ limited('lowest_score', 'exception_floor', 'exception_cap') }} as ruled_lowest,
        {{ limited('highest_score', 'exception_floor', 'exception_cap') }} as ruled_highest
    from computed
),

final as (
    select
        model_version,
        account_id,
        as_of_date,

        objective_key,
        lifecycle_stage,
        scorecard_key,
        tenure_days,
        is_champion,

        computed_status,
        coverage,
        computed_score_exact,
        cast(ruled_score as decimal(9, 6)) as score_after_exceptions,
        -- A set score also stands where nothing could be computed; a cap or floor has nothing to move there.
        cast(
            case when override_direction = 'set' then override_score else {{ limited('ruled_score', 'override_floor', 'override_cap') }} end
            as decimal(9, 6)
        ) as health_score_exact,
        cast({{ limited('ruled_lowest', 'override_floor', 'override_cap') }} as decimal(9, 6)) as score_low_exact,
        cast({{ limited('ruled_highest', 'override_floor', 'override_cap') }} as decimal(9, 6)) as score_high_exact,

        exception_key,
        exception_reason,
        override_id,
        override_direction,
        override_reason,
        override_owner,
        override_expires_on
    from after_exceptions
)

select * from final
