{#
What: a point of a curve lies left of the point before it.
When it matters: always; between the two the score would be undefined.
How to resolve: sort the points of the curve by x in seeds/scoring/curves.csv and number them anew.
#}
with curves as (
    select * from {{ ref('curves') }}
),

neighbours as (
    select
        model_version,
        scorecard_key,
        measure_key,
        point_order,
        x,
        lag(x) over (partition by model_version, scorecard_key, measure_key order by point_order, x, y) as x_before
    from curves
)

select
    'seeds/scoring/curves.csv' as file,
    {{ row_name(['model_version', 'scorecard_key', 'measure_key', 'point_order']) }} as row_key,
    'x falls from ' || {{ number_text('x_before') }} || ' to ' || {{ number_text('x') }} as problem,
    'sort the points of the curve by x' as remedy
from neighbours
where x < x_before
