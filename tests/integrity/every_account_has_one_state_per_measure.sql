{#
What: an account, date and version lacks a measure of the version, has one twice, has one the version does not judge, or has it in no known state.
When it matters: always; a measure without a state is silently left out of the score, one with two counts twice.
How to resolve: run the unit tests of the measure (it may emit two rows for one account and date) and those of int_measure_states.

Every measure has a power of two of its own: as many rows as there are measures add up to the sum of all powers only if each measure is there
once. So nothing has to be counted row by row.
#}
{{ config(group='scoring') }}
with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

judged_measures as (
    select distinct measure_key
    from measure_rules
),

numbered as (
    select
        measure_key,
        cast(row_number() over (order by measure_key) - 1 as integer) as measure_number
    from judged_measures
),

powers as (
    select
        measure_key,
        cast(power(2, measure_number) as decimal(38, 0)) as measure_power
    from numbered
),

expected as (
    select
        measure_rules.model_version,
        count(*) as measures_expected,
        sum(powers.measure_power) as power_expected
    from measure_rules
    inner join powers
        on measure_rules.measure_key = powers.measure_key
    group by measure_rules.model_version
),

states as (
    select
        contributions.as_of_date,
        contributions.score_number,
        count(*) as measures_found,
        coalesce(sum(powers.measure_power), 0) as power_found,
        min(rules.model_version) as least_version,
        max(rules.model_version) as most_version,
        sum(case when contributions.state in ('observed', 'stale', 'missing', 'not_applicable') then 0 else 1 end) as unknown_states
    from contributions
    left join rules
        on contributions.rule_number = rules.rule_number
    left join powers
        on rules.measure_key = powers.measure_key
    group by contributions.as_of_date, contributions.score_number
),

judged as (
    select
        account_scores.model_version,
        account_scores.account_id,
        coalesce(account_scores.as_of_date, states.as_of_date) as as_of_date,
        coalesce(account_scores.score_number, states.score_number) as score_number,
        coalesce(states.measures_found, 0) as measures_found,
        case
            when account_scores.account_id is null then 'not expected'
            when coalesce(states.measures_found, 0) <> expected.measures_expected then 'not one of each'
            when states.power_found <> expected.power_expected then 'not one of each'
            when states.least_version <> account_scores.model_version or states.most_version <> account_scores.model_version then 'of another version'
            when states.unknown_states > 0 then 'unknown'
        end as finding
    from account_scores
    full outer join states
        on
            account_scores.as_of_date = states.as_of_date
            and account_scores.score_number = states.score_number
    left join expected
        on account_scores.model_version = expected.model_version
)

select
    'models/intermediate/scoring/int_measure_contributions.sql' as file,
    {{ row_name(['model_version', 'account_id', 'as_of_date', 'score_number']) }} as row_key,
    'its states: ' || cast(measures_found as {{ type_text() }}) || ', ' || finding as problem,
    'run the unit tests of the measure and of int_measure_states' as remedy,
    account_id
from judged
where finding is not null
