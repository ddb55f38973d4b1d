{{ config(group='scoring') }}
{#
What: an account pays on an as-of date and has no row in fct_account_health for an objective; or nobody pays on the current date.
When it matters: always; an account that drops out of the list looks as if it were well. A build without accounts would pass every other check.
How to resolve: look for a join in models/intermediate/scoring or models/marts that drops rows, and for a champion missing on that date in
seeds/scoring/scoring_models.csv; with no account at all, check that billing.subscriptions has paid rows on the as-of date.
#}
with spine as (
    select * from {{ ref('int_account_spine') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

objectives as (
    select * from {{ ref('objectives') }}
),

account_health as (
    select * from {{ ref('fct_account_health') }}
),

without_a_row as (
    select
        spine.account_id,
        spine.as_of_date,
        objectives.objective_key
    from spine
    cross join objectives
    left join account_health
        on
            spine.account_id = account_health.account_id
            and spine.as_of_date = account_health.as_of_date
            and objectives.objective_key = account_health.objective_key
    where account_health.account_id is null
),

nobody_pays as (
    select as_of_dates.as_of_date
    from as_of_dates
    left join spine
        on as_of_dates.as_of_date = spine.as_of_date
    where
        as_of_dates.is_latest_date
        and spine.account_id is null
)

select
    'marts.fct_account_health' as file,
    account_id as row_key,
    'pays on ' || cast(as_of_date as {{ type_text() }}) || ' and has no row for ' || objective_key as problem,
    'find the join that dropped it, or the date without a champion in scoring_models.csv' as remedy
from without_a_row
union all
select
    'intermediate.int_account_spine' as file,
    'all accounts' as row_key,
    'nobody pays on ' || cast(as_of_date as {{ type_text() }}) as problem,
    'check that billing.subscriptions has paid rows on that date' as remedy
from nobody_pays
