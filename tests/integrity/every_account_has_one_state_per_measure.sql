{#
What: an account, date and version lacks a measure of the version, has one twice, has one the version does not judge, or has it in no known state.
When it matters: always; a measure without a state is silently left out of the score, one with two counts twice.
How to resolve: run the unit tests of the measure (it may emit two rows for one account and date) and those of int_measure_states.

Every measure of a version has a power of two of its own: as many rows as there are measures add up to the sum of all powers only if each measure is there
once. So nothing has to be counted row by row.
#}
{{ config(group='scoring') }}
with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

numbered as (
    select
        model_version,
        measure_key,
        cast(row_number() over (partition by model_version order by measure_key) - 1 as integer) as measure_number
    from measure_rules
),

powers as (
    select
        model_version,
        measure_key,
        cast(power(2, measure_number) as decimal(38, 0)) as measure_power
    from numbered
),

expected as (
    select
        model_version,
        count(*) as measures_expected,
        sum(measure_power) as power_expected
    from powers
    group by model_version
),

states as (
    select
        contributions.model_version,
        contributions.account_id,
        contributions.as_of_date,
        count(*) as measures_found,
        coalesce(sum(powers.measure_power), 0) as power_found,
        sum(case when contributions.state in ('observed', 'stale', 'missing', 'not_applicable') then 0 else 1 end) as unknown_states
    from contributions
    left join powers
        on
            contributions.model_version = powers.model_version
            and contributions.measure_key = powers.measure_key
    group by contributions.model_version, contributions.account_id, contributions.as_of_date
),

judged as (
    select
        coalesce(account_scores.model_version, states.model_version) as model_version,
        coalesce(account_scores.account_id, states.account_id) as account_id,
        coalesce(account_scores.as_of_date, states.as_of_date) as as_of_date,
        coalesce(states.measures_found, 0) as measures_found,
        case
            when account_scores.account_id is null then 'not expected'
            when coalesce(states.measures_found, 0) <> expected.measures_expected then 'not one of each'
            when states.power_found <> expected.power_expected then 'not one of each'
            when states.unknown_states > 0 then 'unknown'
        end as finding
    from account_scores
    full outer join states
        on
            account_scores.model_version = states.model_version
            and account_scores.account_id = states.account_id
            and account_scores.as_of_date = states.as_of_date
    left join expected
        on account_scores.model_version = expected.model_version
)

select
    'models/intermediate/scoring/int_measure_contributions.sql' as file,
    {{ row_name(['model_version', 'account_id', 'as_of_date']) }} as row_key,
    'its states: ' || cast(measures_found as {{ type_text() }}) || ', ' || finding as problem,
    'run the unit tests of the measure and of int_measure_states' as remedy,
    account_id
from judged
where finding is not null
