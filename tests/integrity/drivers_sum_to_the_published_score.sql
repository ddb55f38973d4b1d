{#
What: the drivers of an account (measures, exception, override) do not sum to its published score, or an account has no drivers.
When it matters: always; a reader who adds up the reasons would find another score than the one above them.
How to resolve: compare fct_score_drivers with fct_measure_scores and int_score_adjustments for the account; a row is missing, doubled or of another version.
#}
with account_health as (
    select * from {{ ref('fct_account_health') }}
),

drivers as (
    select * from {{ ref('fct_score_drivers') }}
),

summed as (
    select
        account_id,
        objective_key,
        sum(contribution) as driver_sum
    from drivers
    group by account_id, objective_key
),

compared as (
    select
        account_health.account_id,
        account_health.objective_key,
        account_health.health_score_exact,
        summed.driver_sum,
        summed.account_id is null as is_without_drivers
    from account_health
    left join summed
        on
            account_health.account_id = summed.account_id
            and account_health.objective_key = summed.objective_key
    where account_health.is_latest_date
)

select
    'models/marts/fct_score_drivers.sql' as file,
    {{ row_name(['account_id', 'objective_key']) }} as row_key,
    'the drivers sum to ' || coalesce(cast(driver_sum as {{ type_text() }}), 'nothing') || ', the score is '
    || coalesce(cast(health_score_exact as {{ type_text() }}), 'empty') as problem,
    'compare the drivers with fct_measure_scores and int_score_adjustments' as remedy,
    account_id
from compared
where
    is_without_drivers
    or coalesce(driver_sum, -1) <> coalesce(health_score_exact, -1)
