with scorecards as (
    select * from {{ ref('int_account_scorecards') }}
    where {{ is_changed_date('as_of_date') }}
),

versions as (
    select * from {{ ref('scoring_models') }}
),

totals as (
    select * from {{ ref('int_account_totals') }}
    where {{ is_changed_date('as_of_date') }}
),

-- The first that holds. Without a single measure in the sum there is no score, however low the demanded coverage.
judged as (
    select
        scorecards.model_version,
        scorecards.account_id,
        scorecards.as_of_date,
        scorecards.score_number,
        scorecards.objective_key,
        scorecards.lifecycle_stage,
        scorecards.scorecard_key,
        scorecards.tenure_days,
        scorecards.is_champion,
        coalesce(totals.coverage, 0) as coverage,
        totals.contribution_sum,
        totals.lowest_sum,
        totals.highest_sum,
        case
            when scorecards.is_too_new then 'too_new'
            when coalesce(totals.coverage, 0) < versions.min_coverage then 'insufficient_data'
            when totals.contribution_sum is null then 'insufficient_data'
            else 'scored'
        end as computed_status
    from scorecards
    inner join versions
        on scorecards.model_version = versions.model_version
    left join totals
        on
            scorecards.as_of_date = totals.as_of_date
            and scorecards.score_number = totals.score_number
),

final as (
    select
        model_version,
        account_id,
        as_of_date,

        objective_key,
        lifecycle_stage,
        scorecard_key,
        computed_status,

        score_number,
        tenure_days,
        cast(coverage as decimal(5, 4)) as coverage,
        case when computed_status = 'scored' then contribution_sum end as computed_score_exact,
        case when computed_status = 'scored' then lowest_sum end as lowest_score,
        case when computed_status = 'scored' then highest_sum end as highest_score,

        is_champion
    from judged
)

select * from final
