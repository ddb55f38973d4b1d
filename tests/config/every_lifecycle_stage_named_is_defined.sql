{#
What: a scorecard is for a lifecycle stage that its version does not have.
When it matters: always; no account would ever be judged by it.
How to resolve: correct the stage to one of the version's in seeds/scoring/lifecycle_stages.csv, or add it there.
#}
with scorecards as (
    select * from {{ ref('scorecards') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
)

select
    'seeds/scoring/scorecards.csv' as file,
    {{ row_name(['scorecards.model_version', 'scorecards.scorecard_key']) }} as row_key,
    'the version has no lifecycle stage ' || scorecards.lifecycle_stage as problem,
    'use a lifecycle_stage of seeds/scoring/lifecycle_stages.csv' as remedy
from scorecards
left join lifecycle_stages
    on
        scorecards.model_version = lifecycle_stages.model_version
        and scorecards.lifecycle_stage = lifecycle_stages.lifecycle_stage
where
    scorecards.lifecycle_stage is not null
    and lifecycle_stages.lifecycle_stage is null
