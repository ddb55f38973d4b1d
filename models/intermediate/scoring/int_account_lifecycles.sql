with spine as (
    select * from {{ ref('int_account_spine') }}
    where {{ is_changed_date('as_of_date') }}
),

versions as (
    select * from {{ ref('scoring_models') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

-- A version lives on a date as champion, or in the shadow of one. Its dates say which, never its status column.
live as (
    select
        versions.model_version,
        spine.account_id,
        spine.as_of_date,
        versions.objective_key,
        spine.industry,
        spine.segment,
        spine.account_number,
        spine.tenure_days,
        {{ days_between('spine.as_of_date', 'spine.renews_on') }} as days_to_renewal,
        coalesce(
            spine.as_of_date >= versions.valid_from
            and (versions.valid_to is null or spine.as_of_date < versions.valid_to),
            false
        ) as is_champion,
        spine.tenure_days < versions.grace_days as is_too_new
    from spine
    inner join versions
        on
            spine.as_of_date >= versions.shadow_from
            or (
                spine.as_of_date >= versions.valid_from
                and (versions.valid_to is null or spine.as_of_date < versions.valid_to)
            )
),

staged as (
    select
        live.model_version,
        live.account_id,
        live.as_of_date,
        live.objective_key,
        live.industry,
        live.segment,
        live.account_number,
        live.tenure_days,
        live.is_champion,
        live.is_too_new,
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

final as (
    select
        model_version,
        account_id,
        as_of_date,

        objective_key,
        lifecycle_stage,
        industry,
        segment,

        account_number,
        tenure_days,

        is_champion,
        is_too_new
    from staged
    where stage_rank = 1
)

select * from final
