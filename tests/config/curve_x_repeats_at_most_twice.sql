{#
What: more than two points of a curve have the same x. Two make a step.
When it matters: always; the points between the first and the last would never be used.
How to resolve: keep the first and the last point at that x in seeds/scoring/curves.csv.
#}
with curves as (
    select * from {{ ref('curves') }}
)

select
    'seeds/scoring/curves.csv' as file,
    {{ row_name(['model_version', 'scorecard_key', 'measure_key']) }} as row_key,
    cast(count(*) as {{ type_text() }}) || ' points of the curve have the x ' || {{ number_text('x') }} as problem,
    'keep two of them at most: they make a step' as remedy
from curves
group by
    model_version,
    scorecard_key,
    measure_key,
    x
having count(*) > 2
