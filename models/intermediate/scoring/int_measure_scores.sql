with states as (
    select * from {{ ref('int_measure_states') }}
),

peer_positions as (
    select * from {{ ref('int_peer_positions') }}
),

curves as (
    select * from {{ ref('resolved_curves') }}
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
        {{ interpolated('based.curve_x', 'curves.x_from', 'curves.x_to', 'curves.y_from', 'curves.y_to') }} as measure_score
    from based
    left join curves
        on
            based.model_version = curves.model_version
            and based.scorecard_key = curves.scorecard_key
            and based.measure_key = curves.measure_key
            and (curves.x_from is null or based.curve_x >= curves.x_from)
            and (curves.x_to is null or based.curve_x < curves.x_to)
)

select * from final
