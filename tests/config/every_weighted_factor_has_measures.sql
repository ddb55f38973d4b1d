{#
What: a factor has a weight, but the version has no rule for any of its measures.
When it matters: always; the weight would be lost and the others would not sum to 1.
How to resolve: give the version rules for the factor's measures in seeds/scoring/measure_rules.csv, or set the weight of the factor to 0.
#}
with factor_weights as (
    select * from {{ ref('factor_weights') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

measures as (
    select * from {{ ref('measures') }}
),

judged_factors as (
    select distinct
        measure_rules.model_version,
        measures.factor_key
    from measure_rules
    inner join measures
        on measure_rules.measure_key = measures.measure_key
)

select
    'seeds/scoring/factor_weights.csv' as file,
    {{ row_name(['factor_weights.model_version', 'factor_weights.scorecard_key', 'factor_weights.factor_key']) }} as row_key,
    'the factor has a weight, but the version has no rule for any of its measures' as problem,
    'add rules for its measures to seeds/scoring/measure_rules.csv or set the weight to 0' as remedy
from factor_weights
left join judged_factors
    on
        factor_weights.model_version = judged_factors.model_version
        and factor_weights.factor_key = judged_factors.factor_key
where
    factor_weights.weight <> 0
    and judged_factors.factor_key is null
