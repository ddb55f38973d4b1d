with places as (
    select * from {{ ref('int_measure_places') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

resolved_curves as (
    select * from {{ ref('resolved_curves') }}
),

-- A piece that is open on one side reaches further than any value: bounds that may be NULL would be compared row by row, not by hash.
pieces as (
    select distinct
        rules.curve_number,
        resolved_curves.x_from,
        resolved_curves.x_to,
        resolved_curves.y_from,
        resolved_curves.y_to,
        coalesce(resolved_curves.x_from, -{{ beyond_every_value() }}) as holds_from,
        coalesce(resolved_curves.x_to, {{ beyond_every_value() }}) as holds_below
    from resolved_curves
    inner join rules
        on
            resolved_curves.model_version = rules.model_version
            and resolved_curves.scorecard_key = rules.scorecard_key
            and resolved_curves.measure_key = rules.measure_key
),

drawn as (
    select distinct
        reading_number,
        curve_number
    from rules
),

-- Most values are found many times.
asked as (
    select distinct
        drawn.curve_number,
        places.curve_x
    from places
    inner join drawn
        on places.reading_number = drawn.reading_number
),

-- The piece of the curve that begins at or before x: where two points share an x, that is the later one's.
final as (
    select
        asked.curve_number,
        asked.curve_x,

        {{ interpolated('asked.curve_x', 'pieces.x_from', 'pieces.x_to', 'pieces.y_from', 'pieces.y_to') }} as measure_score
    from asked
    inner join pieces
        on
            asked.curve_number = pieces.curve_number
            and asked.curve_x >= pieces.holds_from
            and asked.curve_x < pieces.holds_below
)

select * from final
