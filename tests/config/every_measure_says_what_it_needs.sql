{#
What: a measure names no raw table that it is made from.
When it matters: always; where a company does not have the source, the measure would count as missing instead of not applicable and lower the coverage.
How to resolve: add a row per table to seeds/scoring/measure_requirements.csv; a measure made from the list of accounts alone needs billing.subscriptions.
#}
with measures as (
    select * from {{ ref('measures') }}
),

measure_requirements as (
    select * from {{ ref('measure_requirements') }}
)

select
    'seeds/scoring/measure_requirements.csv' as file,
    {{ row_name(['measures.measure_key']) }} as row_key,
    'the measure names no raw table that it is made from' as problem,
    'add a row for each; a measure made from the list of accounts alone needs billing.subscriptions' as remedy
from measures
left join measure_requirements
    on measures.measure_key = measure_requirements.measure_key
where measure_requirements.measure_key is null
