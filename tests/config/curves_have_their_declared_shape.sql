{#
What: a curve falls where its measure is declared increasing, or rises where it is declared decreasing.
When it matters: always; two swapped scores would turn good into bad for a part of the accounts.
How to resolve: correct y in seeds/scoring/curves.csv; where the bend is meant, declare non_monotone in seeds/scoring/measure_rules.csv.
#}
with curves as (
    select * from {{ ref('curves') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

neighbours as (
    select
        curves.model_version,
        curves.scorecard_key,
        curves.measure_key,
        curves.point_order,
        curves.y,
        measure_rules.curve_shape,
        lag(curves.y) over (
            partition by curves.model_version, curves.scorecard_key, curves.measure_key order by curves.point_order, curves.x, curves.y
        ) as y_before
    from curves
    inner join measure_rules
        on
            curves.model_version = measure_rules.model_version
            and curves.measure_key = measure_rules.measure_key
)

select
    'seeds/scoring/curves.csv' as file,
    {{ row_name(['model_version', 'scorecard_key', 'measure_key', 'point_order']) }} as row_key,
    'the curve is declared ' || curve_shape || ', but y goes from ' || {{ number_text('y_before') }} || ' to ' || {{ number_text('y') }} as problem,
    'correct y, or declare the measure non_monotone in seeds/scoring/measure_rules.csv' as remedy
from neighbours
where
    (curve_shape = 'increasing' and y < y_before)
    or (curve_shape = 'decreasing' and y > y_before)
