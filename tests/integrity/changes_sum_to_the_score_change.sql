-- What: the parts of a step of a score do not add up to the change of the score, or a step has no parts at all.
-- When it matters: always. Readers would be told a wrong reason for a change, or none.
-- How to resolve: compare int_score_steps and int_measure_steps for the account and date with scoring of both dates under the later version.
{{ config(group='scoring') }}
with score_changes as (select * from {{ ref('fct_score_changes') }}),

account_health as (select * from {{ ref('fct_account_health') }}),

as_of_dates as (select * from {{ ref('int_as_of_dates') }}),

told as (
    select
        account_id,
        objective_key,
        as_of_date,
        sum(points) as points
    from score_changes
    group by
        account_id,
        objective_key,
        as_of_date
),

-- Both ends of every step, one row for each end that has a score.
ends as (
    select
        account_health.account_id,
        account_health.objective_key,
        as_of_dates.as_of_date,
        account_health.health_score_exact
    from account_health
    inner join as_of_dates on account_health.as_of_date = as_of_dates.as_of_date
    where
        as_of_dates.previous_as_of_date is not null
        and account_health.health_score_exact is not null
    union all
    select
        account_health.account_id,
        account_health.objective_key,
        as_of_dates.as_of_date,
        -account_health.health_score_exact as health_score_exact
    from account_health
    inner join as_of_dates on account_health.as_of_date = as_of_dates.previous_as_of_date
    where account_health.health_score_exact is not null
),

-- A change needs a score at both ends; with one alone the step is labelled and has no points.
seen as (
    select
        account_id,
        objective_key,
        as_of_date,
        case when count(*) = 2 then sum(health_score_exact) end as points
    from ends
    group by
        account_id,
        objective_key,
        as_of_date
),

compared as (
    select
        coalesce(seen.account_id, told.account_id) as account_id,
        coalesce(seen.objective_key, told.objective_key) as objective_key,
        coalesce(seen.as_of_date, told.as_of_date) as as_of_date,
        seen.points as score_change,
        told.points as sum_of_parts
    from seen
    full outer join told
        on
            seen.account_id = told.account_id
            and seen.objective_key = told.objective_key
            and seen.as_of_date = told.as_of_date
    where
        seen.account_id is null
        or told.account_id is null
        or coalesce(seen.points, -1000) <> coalesce(told.points, -1000)
)

select
    'models/marts/fct_score_changes.sql' as file,
    {{ row_name(['account_id', 'objective_key', 'as_of_date']) }} as row_key,
    'the parts sum to ' || coalesce(cast(sum_of_parts as {{ type_text() }}), 'nothing') || ', the change is '
    || coalesce(cast(score_change as {{ type_text() }}), 'nothing') as problem,
    'compare int_score_steps and int_measure_steps for the account and date' as remedy,
    account_id
from compared
