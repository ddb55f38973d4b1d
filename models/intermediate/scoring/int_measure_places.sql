with states as (
    select * from {{ ref('int_measure_states') }}
    where {{ is_changed_date('as_of_date') }}
),

peer_positions as (
    select * from {{ ref('int_peer_positions') }}
    where {{ is_changed_date('as_of_date') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

peer_readings as (
    select distinct reading_number
    from rules
    where basis = 'peer'
),

-- Only what was observed has a place on a curve: anything else has no score, neither the worst nor the best.
final as (
    select
        states.as_of_date,
        states.account_number,
        states.reading_number,

        states.state,
        states.observed_on,

        states.measured_value,
        states.sample_size,
        peer_positions.cohort_level,
        peer_positions.cohort_size,
        case
            when states.state != 'observed' then null
            when peer_readings.reading_number is not null then peer_positions.percentile
            else states.measured_value
        end as curve_x
    from states
    left join peer_readings
        on states.reading_number = peer_readings.reading_number
    left join peer_positions
        on
            states.account_id = peer_positions.account_id
            and states.as_of_date = peer_positions.as_of_date
            and states.reading_number = peer_positions.reading_number
)

select * from final
