{#
What: an exception waits for a measure that its version has no rule for.
When it matters: always; it would never apply, and nobody would notice.
How to resolve: add the measure to the version in seeds/scoring/measure_rules.csv (weight 0 is enough), or remove the exception.
#}
with score_exceptions as (
    select * from {{ ref('score_exceptions') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
)

select
    'seeds/scoring/score_exceptions.csv' as file,
    {{ row_name(['score_exceptions.model_version', 'score_exceptions.exception_key']) }} as row_key,
    'the version has no rule for the measure ' || score_exceptions.measure_key as problem,
    'add the measure to seeds/scoring/measure_rules.csv (weight 0 is enough) or remove the exception' as remedy
from score_exceptions
left join measure_rules
    on
        score_exceptions.model_version = measure_rules.model_version
        and score_exceptions.measure_key = measure_rules.measure_key
where measure_rules.measure_key is null
