{#
What: a version has no scorecard without conditions, has several, or tries one with conditions after it.
When it matters: always; accounts would be left without weights, or a scorecard would never be used.
How to resolve: keep exactly one row per version without segment, industry and lifecycle_stage in seeds/scoring/scorecards.csv, with the highest
  priority number.
#}
with scoring_models as (
    select * from {{ ref('scoring_models') }}
),

scorecards as (
    select * from {{ ref('scorecards') }}
),

marked as (
    select
        scoring_models.model_version,
        scorecards.priority,
        case
            when
                scorecards.scorecard_key is not null
                and scorecards.segment is null
                and scorecards.industry is null
                and scorecards.lifecycle_stage is null
                then 1
            else 0
        end as is_for_everybody
    from scoring_models
    left join scorecards
        on scoring_models.model_version = scorecards.model_version
),

counted as (
    select
        model_version,
        sum(is_for_everybody) as for_everybody_count,
        max(case when is_for_everybody = 1 then priority end) as for_everybody_priority,
        max(priority) as last_priority
    from marked
    group by model_version
)

select
    'seeds/scoring/scorecards.csv' as file,
    {{ row_name(['model_version']) }} as row_key,
    case
        when for_everybody_count <> 1 then 'the version has ' || cast(for_everybody_count as {{ type_text() }}) || ' scorecards without conditions'
        else 'a scorecard stands after the one without conditions and would never be used'
    end as problem,
    'keep exactly one with empty segment, industry and lifecycle_stage, and give it the highest priority number' as remedy
from counted
where
    for_everybody_count <> 1
    or for_everybody_priority < last_priority
