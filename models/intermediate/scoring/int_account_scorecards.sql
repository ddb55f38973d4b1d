with lifecycles as (
    select * from {{ ref('int_account_lifecycles') }}
    where {{ is_changed_date('as_of_date') }}
),

scorecards as (
    select * from {{ ref('scorecards') }}
),

-- An empty cell matches every account; an account without the attribute matches only empty cells.
matched as (
    select
        lifecycles.model_version,
        lifecycles.account_id,
        lifecycles.as_of_date,
        lifecycles.objective_key,
        lifecycles.lifecycle_stage,
        scorecards.scorecard_key,
        lifecycles.industry,
        lifecycles.segment,
        lifecycles.account_number,
        lifecycles.tenure_days,
        lifecycles.is_champion,
        lifecycles.is_too_new,
        row_number() over (
            partition by lifecycles.model_version, lifecycles.account_id, lifecycles.as_of_date
            order by scorecards.priority, scorecards.scorecard_key
        ) as scorecard_rank
    from lifecycles
    inner join scorecards
        on
            lifecycles.model_version = scorecards.model_version
            and (scorecards.segment is null or lifecycles.segment = scorecards.segment)
            and (scorecards.industry is null or lifecycles.industry = scorecards.industry)
            and (scorecards.lifecycle_stage is null or lifecycles.lifecycle_stage = scorecards.lifecycle_stage)
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

        account_number,
        cast(row_number() over (partition by as_of_date order by model_version, account_id) as integer) as score_number,
        tenure_days,

        is_champion,
        is_too_new
    from matched
    where scorecard_rank = 1
)

select * from final
