with states as (
    select * from {{ ref('int_measure_states') }}
),

scorecards as (
    select * from {{ ref('int_account_scorecards') }}
),

versions as (
    select * from {{ ref('scoring_models') }}
),

-- Accounts too new to be scored are compared with the others, but the others are not compared with them.
compared as (
    select
        states.model_version,
        states.account_id,
        states.as_of_date,
        states.measure_key,
        states.measured_value,
        scorecards.industry,
        scorecards.segment,
        versions.min_cohort,
        case when scorecards.is_too_new then 0 else 1 end as is_peer
    from states
    inner join scorecards
        on
            states.model_version = scorecards.model_version
            and states.account_id = scorecards.account_id
            and states.as_of_date = scorecards.as_of_date
    inner join versions
        on states.model_version = versions.model_version
    where
        states.basis = 'peer'
        and states.state = 'observed'
),

{% set cohorts = {
    1: 'model_version, as_of_date, measure_key, industry, segment',
    2: 'model_version, as_of_date, measure_key, segment',
    3: 'model_version, as_of_date, measure_key',
} -%}
-- For each cohort: peers in it, peers at or below the value, peers at the value. The account itself is always one of them.
counted as (
    select
        {% for level, cohort in cohorts.items() -%}
            sum(is_peer) over (partition by {{ cohort }}) + 1 - is_peer as size_{{ level }},
            sum(is_peer) over (partition by {{ cohort }} order by measured_value) as not_above_{{ level }},
            sum(is_peer) over (partition by {{ cohort }}, measured_value) as same_{{ level }},
        {% endfor %}
        *
    from compared
),

with_level as (
    select
        *,
        case
            when industry is not null and segment is not null and size_1 >= min_cohort then 1
            when segment is not null and size_2 >= min_cohort then 2
            else 3
        end as cohort_level
    from counted
),

placed as (
    select
        *,
        case cohort_level when 1 then size_1 when 2 then size_2 else size_3 end as cohort_size,
        case cohort_level
            when 1 then 2 * not_above_1 - same_1
            when 2 then 2 * not_above_2 - same_2
            else 2 * not_above_3 - same_3
        end + 1 - is_peer as twice_below_plus_equal
    from with_level
),

final as (
    select
        model_version,
        account_id,
        as_of_date,
        measure_key,

        cohort_level,
        cast(cohort_size as integer) as cohort_size,
        {{ exact_quotient('100 * twice_below_plus_equal', '2 * cohort_size', 10) }} as percentile
    from placed
)

select * from final
