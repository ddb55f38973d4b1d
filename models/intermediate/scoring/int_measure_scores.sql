with states as (
    select * from {{ ref('int_measure_states') }}
),

peer_positions as (
    select * from {{ ref('int_peer_positions') }}
),

resolved_curves as (
    select * from {{ ref('resolved_curves') }}
),

-- A piece that is open on one side reaches further than any value: bounds that may be NULL would be compared row by row, not by hash.
pieces as (
    select
        model_version,
        scorecard_key,
        measure_key,
        x_from,
        x_to,
        y_from,
        y_to,
        coalesce(x_from, -{{ beyond_every_value() }}) as holds_from,
        coalesce(x_to, {{ beyond_every_value() }}) as holds_below
    from resolved_curves
),

-- Only what was observed goes through a curve: anything else has no score, neither the worst nor the best.
based as (
    select
        states.model_version,
        states.account_id,
        states.as_of_date,
        states.measure_key,
        states.factor_key,
        states.scorecard_key,
        states.basis,
        states.missing_policy,
        states.state,
        states.measured_value,
        states.observed_on,
        states.sample_size,
        peer_positions.cohort_level,
        peer_positions.cohort_size,
        case
            when states.state != 'observed' then null
            when states.basis = 'peer' then peer_positions.percentile
            else states.measured_value
        end as curve_x
    from states
    left join peer_positions
        on
            states.model_version = peer_positions.model_version
            and states.account_id = peer_positions.account_id
            and states.as_of_date = peer_positions.as_of_date
            and states.measure_key = peer_positions.measure_key
),

-- The piece of the curve that begins at or before x: where two points share an x, that is the later one's.
final as (
    select
        based.model_version,
        based.account_id,
        based.as_of_date,
        based.measure_key,

        based.factor_key,
        based.scorecard_key,
        based.basis,
        based.missing_policy,
        based.state,
        based.observed_on,

        based.measured_value,
        based.sample_size,
        based.cohort_level,
        based.cohort_size,
        based.curve_x,
        {{ interpolated('based.curve_x', 'pieces.x_from', 'pieces.x_to', 'pieces.y_from', 'pieces.y_to') }} as measure_score
    from based
    left join pieces
        on
            based.model_version = pieces.model_version
            and based.scorecard_key = pieces.scorecard_key
            and based.measure_key = pieces.measure_key
            and based.curve_x >= pieces.holds_from
            and based.curve_x < pieces.holds_below
)

select * from final
