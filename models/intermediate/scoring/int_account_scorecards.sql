with spine as (
    select * from {{ ref('int_account_spine') }}
),

versions as (
    select * from {{ ref('scoring_models') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

scorecards as (
    select * from {{ ref('scorecards') }}
),

-- A version lives on a date as champion, or in the shadow of one.
live as (
    select
        spine.account_id,
        spine.as_of_date,
        spine.industry,
        spine.segment,
        spine.tenure_days,
        {{ days_between('spine.as_of_date', 'spine.renews_on') }} as days_to_renewal,
        versions.model_version,
        versions.objective_key,
        versions.grace_days,
        coalesce(
            versions.valid_from <= spine.as_of_date
            and (versions.valid_to is null or spine.as_of_date < versions.valid_to),
            false
        ) as is_champion
    from spine
    inner join versions
        on
            versions.shadow_from <= spine.as_of_date
            or (
                versions.valid_from <= spine.as_of_date
                and (versions.valid_to is null or spine.as_of_date < versions.valid_to)
            )
),

staged as (
    select
        live.*,
        lifecycle_stages.lifecycle_stage,
        row_number() over (
            partition by live.model_version, live.account_id, live.as_of_date
            order by lifecycle_stages.priority, lifecycle_stages.lifecycle_stage
        ) as stage_rank
    from live
    inner join lifecycle_stages
        on
            live.model_version = lifecycle_stages.model_version
            and (lifecycle_stages.tenure_below_days is null or live.tenure_days < lifecycle_stages.tenure_below_days)
            and (lifecycle_stages.renewal_within_days is null or live.days_to_renewal <= lifecycle_stages.renewal_within_days)
),

matched as (
    select
        staged.*,
        scorecards.scorecard_key,
        row_number() over (
            partition by staged.model_version, staged.account_id, staged.as_of_date
            order by scorecards.priority, scorecards.scorecard_key
        ) as scorecard_rank
    from staged
    inner join scorecards
        on
            staged.model_version = scorecards.model_version
            and (scorecards.segment is null or staged.segment = scorecards.segment)
            and (scorecards.industry is null or staged.industry = scorecards.industry)
            and (scorecards.lifecycle_stage is null or staged.lifecycle_stage = scorecards.lifecycle_stage)
    where staged.stage_rank = 1
),

final as (
    select
        model_version,
        account_id,
        as_of_date,

        objective_key,
        lifecycle_stage,
        scorecard_key,
        industry,
        segment,
        tenure_days,

        is_champion,
        tenure_days < grace_days as is_too_new
    from matched
    where scorecard_rank = 1
)

select * from final
