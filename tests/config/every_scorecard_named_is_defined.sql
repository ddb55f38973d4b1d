{#
What: weights or curves are written for a scorecard that their version does not have.
When it matters: always; they would apply to nobody, and the scorecard that was meant would go on with the default.
How to resolve: correct the scorecard_key to one of the version's in seeds/scoring/scorecards.csv, or add it there.
#}
with scorecards as (
    select * from {{ ref('scorecards') }}
),

factor_weights as (
    select * from {{ ref('factor_weights') }}
),

measure_weights as (
    select * from {{ ref('measure_weights') }}
),

curves as (
    select * from {{ ref('curves') }}
),

named as (
    select distinct
        'seeds/scoring/factor_weights.csv' as file,
        model_version,
        scorecard_key
    from factor_weights
    union all
    select distinct
        'seeds/scoring/measure_weights.csv' as file,
        model_version,
        scorecard_key
    from measure_weights
    union all
    select distinct
        'seeds/scoring/curves.csv' as file,
        model_version,
        scorecard_key
    from curves
),

unknown as (
    select
        named.file,
        named.model_version,
        named.scorecard_key
    from named
    left join scorecards
        on
            named.model_version = scorecards.model_version
            and named.scorecard_key = scorecards.scorecard_key
    where scorecards.scorecard_key is null
),

nearest as (
    select
        unknown.file,
        unknown.model_version,
        unknown.scorecard_key,
        scorecards.scorecard_key as known_key,
        row_number() over (
            partition by unknown.file, unknown.model_version, unknown.scorecard_key
            order by {{ edit_distance('unknown.scorecard_key', 'scorecards.scorecard_key') }}, scorecards.scorecard_key
        ) as nearness
    from unknown
    left join scorecards
        on unknown.model_version = scorecards.model_version
)

select
    file,
    {{ row_name(['model_version', 'scorecard_key']) }} as row_key,
    'the version has no such scorecard' as problem,
    'use a scorecard_key of seeds/scoring/scorecards.csv' || coalesce('; the nearest is ' || known_key, '') as remedy
from nearest
where nearness = 1
