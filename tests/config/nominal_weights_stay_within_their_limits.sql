{#
What: a measure counts for more of the whole score than it may, or no limit is declared at all.
When it matters: always; the opinion of the people who are measured by the score could decide it.
How to resolve: lower the weight of the measure or of its factor; the limits are in seeds/scoring/weight_limits.csv.
#}
with weight_limits as (
    select * from {{ ref('weight_limits') }}
),

resolved_weights as (
    select * from {{ ref('resolved_weights') }}
),

limit_counts as (
    select count(*) as limit_count
    from weight_limits
)

select
    'seeds/scoring/measure_weights.csv' as file,
    {{ row_name(['resolved_weights.model_version', 'resolved_weights.scorecard_key', 'resolved_weights.measure_key']) }} as row_key,
    'factor weight x measure weight is ' || {{ number_text('resolved_weights.nominal_weight') }} || ', more than the limit of '
    || {{ number_text('weight_limits.max_nominal_weight') }} as problem,
    'lower the weight of the measure, or of its factor on this scorecard' as remedy
from resolved_weights
inner join weight_limits
    on resolved_weights.measure_key = weight_limits.measure_key
where resolved_weights.nominal_weight > weight_limits.max_nominal_weight

union all

select
    'seeds/scoring/weight_limits.csv' as file,
    'every row' as row_key,
    'the file has no rows' as problem,
    'put the limit of account_team_pulse back' as remedy
from limit_counts
where limit_count = 0
