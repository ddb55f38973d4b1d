with scorecards as (
    select * from {{ ref('int_account_scorecards') }}
),

spine as (
    select * from {{ ref('int_account_spine') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
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

judged as (
    select
        scorecards.model_version,
        scorecards.account_id,
        scorecards.as_of_date,
        scorecards.scorecard_key,
        measures.factor_key,
        measures.measure_key,
        measure_rules.basis,
        measure_rules.missing_policy,
        measured_values.measured_value,
        measured_values.observed_on,
        measured_values.sample_size,
        case
            when not availability.is_available then 'not_applicable'
            when measures.needs_seats and spine.seats is null then 'not_applicable'
            when spine.tenure_days < measures.min_tenure_days then 'not_applicable'
            when measured_values.measured_value is null or measured_values.observed_on is null then 'missing'
            when
                {{ days_between('measured_values.observed_on', 'scorecards.as_of_date') }} > measure_rules.validity_days
                then 'stale'
            else 'observed'
        end as state
    from scorecards
    inner join spine
        on
            scorecards.account_id = spine.account_id
            and scorecards.as_of_date = spine.as_of_date
    inner join measure_rules
        on scorecards.model_version = measure_rules.model_version
    inner join measures
        on measure_rules.measure_key = measures.measure_key
    inner join availability
        on measures.measure_key = availability.measure_key
    left join measured_values
        on
            scorecards.account_id = measured_values.account_id
            and scorecards.as_of_date = measured_values.as_of_date
            and measures.measure_key = measured_values.measure_key
),

final as (
    select
        model_version,
        account_id,
        as_of_date,
        measure_key,

        factor_key,
        scorecard_key,
        basis,
        missing_policy,

        state,
        case when state != 'not_applicable' then measured_value end as measured_value,
        case when state != 'not_applicable' then observed_on end as observed_on,
        case when state != 'not_applicable' then sample_size end as sample_size
    from judged
)

select * from final
