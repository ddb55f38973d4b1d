{#
What: the last confidence level of a version still asks for coverage or tenure.
When it matters: always; a scored account could have no confidence at all.
How to resolve: end the levels of the version with a row whose min_coverage and min_tenure_days are 0 in seeds/scoring/confidence_levels.csv.
#}
with confidence_levels as (
    select * from {{ ref('confidence_levels') }}
),

ranked as (
    select
        model_version,
        confidence,
        min_coverage,
        min_tenure_days,
        row_number() over (partition by model_version order by priority desc, confidence asc) as position_from_last
    from confidence_levels
)

select
    'seeds/scoring/confidence_levels.csv' as file,
    {{ row_name(['model_version', 'confidence']) }} as row_key,
    'the last level has conditions' as problem,
    'set its min_coverage and min_tenure_days to 0' as remedy
from ranked
where
    position_from_last = 1
    and (min_coverage <> 0 or min_tenure_days <> 0)
