{#
What: a curve is a single point.
When it matters: always; every account would have the same measure score, whatever was measured.
How to resolve: add the missing points in seeds/scoring/curves.csv; a measure that shall not count gets weight 0 instead.
#}
with curves as (
    select * from {{ ref('curves') }}
)

select
    'seeds/scoring/curves.csv' as file,
    {{ row_name(['model_version', 'scorecard_key', 'measure_key']) }} as row_key,
    'the curve has one point only' as problem,
    'add the others; a measure that shall not count gets weight 0 instead' as remedy
from curves
group by
    model_version,
    scorecard_key,
    measure_key
having count(*) < 2
