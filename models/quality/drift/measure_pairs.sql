with released_drivers as (select * from {{ ref('stg_release__account_health_drivers') }}),

released_history as (select * from {{ ref('stg_release__account_health_history') }}),

account_health as (select * from {{ ref('fct_account_health') }}),

measure_scores as (select * from {{ ref('fct_measure_scores') }}),

measures as (select * from {{ ref('measures') }}),

current_health as (select * from account_health where is_latest_date),

last_date as (select max(as_of_date) as as_of_date from released_history),

-- What was measured does not depend on the rules that judge it: the objectives of an account are one row.
candidate as (
    select
        measure_scores.account_id,
        measure_scores.measure_key,
        measure_scores.as_of_date,
        sum(measure_scores.nominal_weight) as nominal_weight,
        max(measure_scores.measured_value) as measured_value,
        max(case when measure_scores.state = 'observed' then 1 else 0 end) as is_observed,
        max(case when measure_scores.state = 'not_applicable' then 0 else 1 end) as is_applicable
    from current_health
    inner join measure_scores
        on
            current_health.model_version = measure_scores.model_version
            and current_health.account_id = measure_scores.account_id
            and current_health.as_of_date = measure_scores.as_of_date
    group by measure_scores.account_id, measure_scores.measure_key, measure_scores.as_of_date
    union all
    select
        account_id,
        'arr' as measure_key,
        as_of_date,
        0 as nominal_weight,
        max(arr) as measured_value,
        1 as is_observed,
        1 as is_applicable
    from current_health
    group by account_id, as_of_date
),

released as (
    select
        account_id,
        measure_key,
        as_of_date,
        max(measured_value) as measured_value,
        max(case when state = 'observed' then 1 else 0 end) as is_observed,
        max(case when state = 'not_applicable' then 0 else 1 end) as is_applicable
    from released_drivers
    where driver_type = 'measure'
    group by account_id, measure_key, as_of_date
    union all
    select
        released_history.account_id,
        'arr' as measure_key,
        released_history.as_of_date,
        max(released_history.arr) as measured_value,
        1 as is_observed,
        1 as is_applicable
    from released_history
    inner join last_date
        on released_history.as_of_date = last_date.as_of_date
    group by released_history.account_id, released_history.as_of_date
),

-- An age moves with the days that passed and with the rhythm of the week: such a move is none.
final as (
    select
        candidate.account_id,
        candidate.measure_key,

        candidate.nominal_weight,
        released.measured_value as value_before,
        candidate.measured_value as value_now,
        case
            when
                measures.nothing_found = 'age'
                and abs(candidate.measured_value - released.measured_value)
                <= {{ number_setting('recent_days') }} + abs({{ days_between('released.as_of_date', 'candidate.as_of_date') }})
                then released.measured_value
            else candidate.measured_value
        end as compared_value,

        candidate.is_applicable = 1 and released.is_applicable = 1 as is_applicable,
        released.measured_value is not null and released.is_observed = 1
        and candidate.measured_value is not null and candidate.is_observed = 1 as is_comparable
    from candidate
    inner join released
        on
            candidate.account_id = released.account_id
            and candidate.measure_key = released.measure_key
    left join measures
        on candidate.measure_key = measures.measure_key
)

select * from final
