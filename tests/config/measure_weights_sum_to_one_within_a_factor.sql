{#
What: the measure weights of a factor, after fallback to the scorecard for everybody, do not sum to 1. A factor of weight 0 may also have none.
When it matters: always; the factor would count for more or less than its own weight says.
How to resolve: change the weights of the factor's measures in seeds/scoring/measure_weights.csv until they sum to 1.
#}
with resolved_weights as (
    select * from {{ ref('resolved_weights') }}
),

sums as (
    select
        model_version,
        scorecard_key,
        factor_key,
        factor_weight,
        sum(measure_weight) as weight_sum
    from resolved_weights
    group by
        model_version,
        scorecard_key,
        factor_key,
        factor_weight
)

select
    'seeds/scoring/measure_weights.csv' as file,
    {{ row_name(['model_version', 'scorecard_key', 'factor_key']) }} as row_key,
    'the measure weights of the factor sum to ' || {{ number_text('weight_sum') }} as problem,
    'change them so that they sum to 1' as remedy
from sums
where
    weight_sum <> 1
    and not (factor_weight = 0 and weight_sum = 0)
