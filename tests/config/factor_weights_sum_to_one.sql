{#
What: the factor weights of a scorecard, after fallback to the scorecard for everybody, do not sum to 1.
When it matters: always; scores of that scorecard would end above or below what the same facts earn elsewhere.
How to resolve: change the weights of the version in seeds/scoring/factor_weights.csv until they sum to 1.
#}
with scorecards as (
    select * from {{ ref('scorecards') }}
),

resolved_weights as (
    select * from {{ ref('resolved_weights') }}
),

weights as (
    select distinct
        model_version,
        scorecard_key,
        factor_key,
        factor_weight
    from resolved_weights
),

sums as (
    select
        scorecards.model_version,
        scorecards.scorecard_key,
        coalesce(sum(weights.factor_weight), 0) as weight_sum
    from scorecards
    left join weights
        on
            scorecards.model_version = weights.model_version
            and scorecards.scorecard_key = weights.scorecard_key
    group by
        scorecards.model_version,
        scorecards.scorecard_key
)

select
    'seeds/scoring/factor_weights.csv' as file,
    {{ row_name(['model_version', 'scorecard_key']) }} as row_key,
    'the factor weights sum to ' || {{ number_text('weight_sum') }} as problem,
    'change them so that they sum to 1' as remedy
from sums
where weight_sum <> 1
