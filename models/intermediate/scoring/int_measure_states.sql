with spine as (
    select * from {{ ref('int_account_spine') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

measures as (
    select * from {{ ref('measures') }}
),

availability as (
    select * from {{ ref('int_measure_availability') }}
),

measured_values as (
    select * from {{ ref('int_measured_values') }}
),

-- Versions and scorecards that read a measure alike share its state.
readings as (
    select distinct
        reading_number,
        measure_key,
        validity_days
    from rules
),

judged as (
    select
        spine.account_id,
        spine.as_of_date,
        spine.account_number,
        readings.reading_number,
        measures.measure_key,
        measured_values.measured_value,
        measured_values.observed_on,
        measured_values.sample_size,
        case
            when not availability.is_available then 'not_applicable'
            when measures.needs_seats and spine.seats is null then 'not_applicable'
            when spine.tenure_days < measures.min_tenure_days then 'not_applicable'
            when measured_values.measured_value is null or measured_values.observed_on is null then 'missing'
            when
                {{ days_between('measured_values.observed_on', 'spine.as_of_date') }} > readings.validity_days
                then 'stale'
            else 'observed'
        end as state
    from spine
    cross join readings
    inner join measures
        on readings.measure_key = measures.measure_key
    inner join availability
        on measures.measure_key = availability.measure_key
    left join measured_values
        on
            spine.account_id = measured_values.account_id
            and spine.as_of_date = measured_values.as_of_date
            and measures.measure_key = measured_values.measure_key
),

final as (
    select
        account_id,
        as_of_date,
        reading_number,

        account_number,
        measure_key,
        state,

        case when state != 'not_applicable' then measured_value end as measured_value,
        case when state != 'not_applicable' then observed_on end as observed_on,
        case when state != 'not_applicable' then sample_size end as sample_size
    from judged
)

select * from final
