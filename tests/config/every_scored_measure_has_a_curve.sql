{#
What: a version judges a measure on a scorecard that has no curve for it, neither of its own nor the default one's.
When it matters: always; an observed value would have no score.
How to resolve: add curve points of the measure for the scorecard without conditions in seeds/scoring/curves.csv.
#}
with scorecards as (
    select * from {{ ref('scorecards') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

resolved_curves as (
    select * from {{ ref('resolved_curves') }}
),

drawn as (
    select distinct
        model_version,
        scorecard_key,
        measure_key
    from resolved_curves
)

select
    'seeds/scoring/curves.csv' as file,
    {{ row_name(['scorecards.model_version', 'scorecards.scorecard_key', 'measure_rules.measure_key']) }} as row_key,
    'the measure has a rule but no curve' as problem,
    'add its points for this scorecard or for the one without conditions' as remedy
from scorecards
inner join measure_rules
    on scorecards.model_version = measure_rules.model_version
left join drawn
    on
        scorecards.model_version = drawn.model_version
        and scorecards.scorecard_key = drawn.scorecard_key
        and measure_rules.measure_key = drawn.measure_key
where drawn.measure_key is null
