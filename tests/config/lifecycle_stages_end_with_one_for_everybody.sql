{#
What: the last lifecycle stage of a version still has a condition.
When it matters: always; an account could be in no stage and miss its scorecard.
How to resolve: end the stages of the version with a row without conditions in seeds/scoring/lifecycle_stages.csv.
#}
with lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

ranked as (
    select
        model_version,
        lifecycle_stage,
        tenure_below_days,
        renewal_within_days,
        row_number() over (partition by model_version order by priority desc, lifecycle_stage asc) as position_from_last
    from lifecycle_stages
)

select
    'seeds/scoring/lifecycle_stages.csv' as file,
    {{ row_name(['model_version', 'lifecycle_stage']) }} as row_key,
    'the last stage has a condition' as problem,
    'empty its tenure_below_days and renewal_within_days' as remedy
from ranked
where
    position_from_last = 1
    and (tenure_below_days is not null or renewal_within_days is not null)
