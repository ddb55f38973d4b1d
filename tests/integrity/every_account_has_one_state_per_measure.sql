{#
What: an account, date and version lacks a measure of the version, has it twice, or has it in no known state.
When it matters: always; a measure without a state is silently left out of the score, one with two counts twice.
How to resolve: run the unit tests of the measure (it may emit two rows for one account and date) and those of int_measure_states.
#}
with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

measure_scores as (
    select * from {{ ref('fct_measure_scores') }}
),

states as (
    select
        model_version,
        account_id,
        as_of_date,
        measure_key,
        count(*) as states_found,
        sum(case when state in ('observed', 'stale', 'missing', 'not_applicable') then 1 else 0 end) as known_states_found
    from measure_scores
    group by model_version, account_id, as_of_date, measure_key
),

expected as (
    select
        account_scores.model_version,
        account_scores.account_id,
        account_scores.as_of_date,
        measure_rules.measure_key
    from account_scores
    inner join measure_rules
        on account_scores.model_version = measure_rules.model_version
),

-- What a version should judge and what it did judge, each row once.
judged as (
    select
        coalesce(expected.model_version, states.model_version) as model_version,
        coalesce(expected.account_id, states.account_id) as account_id,
        coalesce(expected.as_of_date, states.as_of_date) as as_of_date,
        coalesce(expected.measure_key, states.measure_key) as measure_key,
        coalesce(states.states_found, 0) as states_found,
        case
            when expected.account_id is null then 'not expected'
            when coalesce(states.states_found, 0) <> 1 then 'not one'
            when states.known_states_found <> 1 then 'unknown'
        end as finding
    from expected
    full outer join states
        on
            expected.model_version = states.model_version
            and expected.account_id = states.account_id
            and expected.as_of_date = states.as_of_date
            and expected.measure_key = states.measure_key
)

select
    'models/marts/fct_measure_scores.sql' as file,
    {{ row_name(['model_version', 'account_id', 'as_of_date', 'measure_key']) }} as row_key,
    'its states: ' || cast(states_found as {{ type_text() }}) || ', ' || finding as problem,
    'run the unit tests of the measure and of int_measure_states' as remedy,
    account_id
from judged
where finding is not null
