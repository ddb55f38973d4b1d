{#
What: the points of a curve are not numbered 1, 2, 3 ... without a gap.
When it matters: always; a gap is what a lost line looks like.
How to resolve: put the lost point back or number the points anew in seeds/scoring/curves.csv.
#}
with curves as (
    select * from {{ ref('curves') }}
),

numbered as (
    select
        model_version,
        scorecard_key,
        measure_key,
        point_order,
        row_number() over (partition by model_version, scorecard_key, measure_key order by point_order, x, y) as expected_order
    from curves
)

select
    'seeds/scoring/curves.csv' as file,
    {{ row_name(['model_version', 'scorecard_key', 'measure_key']) }} as row_key,
    'point ' || cast(expected_order as {{ type_text() }}) || ' of the curve has point_order ' || cast(min(point_order) as {{ type_text() }}) as problem,
    'put the lost point back, or number the points from 1 without a gap' as remedy
from numbered
where point_order <> expected_order
group by
    model_version,
    scorecard_key,
    measure_key,
    expected_order
