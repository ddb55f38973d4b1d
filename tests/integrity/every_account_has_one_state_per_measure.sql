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
)

select
    'marts.fct_measure_scores' as file,
    coalesce(expected.account_id, states.account_id) as row_key,
    coalesce(expected.measure_key, states.measure_key) || ' has ' || cast(coalesce(states.states_found, 0) as {{ type_text() }})
    || ' states on ' || cast(coalesce(expected.as_of_date, states.as_of_date) as {{ type_text() }}) as problem,
    'run the unit tests of the measure and of int_measure_states' as remedy
from expected
full outer join states
    on
        expected.model_version = states.model_version
        and expected.account_id = states.account_id
        and expected.as_of_date = states.as_of_date
        and expected.measure_key = states.measure_key
where
    expected.account_id is null
    or coalesce(states.states_found, 0) <> 1
    or states.known_states_found <> 1
