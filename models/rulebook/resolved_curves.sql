with scorecards as (
    select * from {{ ref('scorecards') }}
),

curves as (
    select * from {{ ref('curves') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

default_scorecards as (
    select
        model_version,
        scorecard_key as default_scorecard_key
    from scorecards
    where
        segment is null
        and industry is null
        and lifecycle_stage is null
),

own_curves as (
    select distinct
        model_version,
        scorecard_key,
        measure_key
    from curves
),

-- The scorecard whose points hold: its own, else the default one's, measure by measure.
chosen as (
    select
        scorecards.model_version,
        scorecards.scorecard_key,
        measure_rules.measure_key,
        coalesce(own_curves.scorecard_key, default_scorecards.default_scorecard_key) as curve_scorecard_key
    from scorecards
    inner join default_scorecards
        on scorecards.model_version = default_scorecards.model_version
    inner join measure_rules
        on scorecards.model_version = measure_rules.model_version
    left join own_curves
        on
            scorecards.model_version = own_curves.model_version
            and scorecards.scorecard_key = own_curves.scorecard_key
            and measure_rules.measure_key = own_curves.measure_key
),

points as (
    select
        chosen.model_version,
        chosen.scorecard_key,
        chosen.measure_key,
        curves.point_order,
        curves.x,
        curves.y,
        lead(curves.x) over (
            partition by chosen.model_version, chosen.scorecard_key, chosen.measure_key order by curves.point_order
        ) as next_x,
        lead(curves.y) over (
            partition by chosen.model_version, chosen.scorecard_key, chosen.measure_key order by curves.point_order
        ) as next_y,
        row_number() over (
            partition by chosen.model_version, chosen.scorecard_key, chosen.measure_key order by curves.point_order
        ) as point_number
    from chosen
    inner join curves
        on
            chosen.model_version = curves.model_version
            and chosen.curve_scorecard_key = curves.scorecard_key
            and chosen.measure_key = curves.measure_key
),

-- From each point to the next; the last reaches on for ever. Two points at the same x have nothing between them: a step.
onwards as (
    select
        model_version,
        scorecard_key,
        measure_key,
        x as x_from,
        next_x as x_to,
        y as y_from,
        coalesce(next_y, y) as y_to
    from points
    where next_x is null or next_x > x
),

before_the_first as (
    select
        model_version,
        scorecard_key,
        measure_key,
        cast(null as decimal(28, 10)) as x_from,
        x as x_to,
        y as y_from,
        y as y_to
    from points
    where point_number = 1
),

final as (
    select * from before_the_first
    union all
    select * from onwards
)

select * from final
