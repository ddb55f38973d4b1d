{#
What: a measure has a weight, but the version has no rule that says how to judge it.
When it matters: always; the weight would be lost without a word.
How to resolve: add the measure to the version in seeds/scoring/measure_rules.csv, or set its weight to 0.
#}
with measure_weights as (
    select * from {{ ref('measure_weights') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
)

select
    'seeds/scoring/measure_weights.csv' as file,
    {{ row_name(['measure_weights.model_version', 'measure_weights.scorecard_key', 'measure_weights.measure_key']) }} as row_key,
    'the measure has a weight, but the version has no rule for it' as problem,
    'add it to seeds/scoring/measure_rules.csv or set the weight to 0' as remedy
from measure_weights
left join measure_rules
    on
        measure_weights.model_version = measure_rules.model_version
        and measure_weights.measure_key = measure_rules.measure_key
where
    measure_weights.weight <> 0
    and measure_rules.measure_key is null
