{{ config(group='scoring') }}
{#
What: an account pays on an as-of date and has no row in fct_account_health for an objective, has one and is missing among what is shown beside it
(words, customer view), or history is empty though somebody pays. A date on which nobody pays is left to the gate (accounts_missing), which names the cause too.
When it matters: always; an account that drops out of the list looks as if it were well.
How to resolve: look for a join in models/intermediate/scoring or models/marts that drops rows, and for a champion missing on that date in
seeds/scoring/scoring_models.csv.
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

account_words as (
    select * from {{ ref('fct_account_words') }}
),

customer_view as (
    select * from {{ ref('fct_customer_view') }}
),

history as (
    select * from {{ ref('fct_account_health_history') }}
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

-- What is shown of the current date beside the score.
shown_beside as (
    select
        account_health.account_id,
        account_health.objective_key,
        account_health.as_of_date,
        case
            when account_words.account_id is null then 'fct_account_words'
            when customer_view.account_id is null then 'fct_customer_view'
        end as lacking_mart
    from account_health
    left join account_words
        on
            account_health.account_id = account_words.account_id
            and account_health.objective_key = account_words.objective_key
    left join customer_view
        on account_health.account_id = customer_view.account_id
    where account_health.is_latest_date
)

select
    'models/marts/fct_account_health.sql' as file,
    {{ row_name(['account_id', 'objective_key', 'as_of_date']) }} as row_key,
    'pays and has no row' as problem,
    'find the join that dropped it, or the date without a champion in scoring_models.csv' as remedy,
    account_id
from without_a_row
union all
select
    'models/marts/' || lacking_mart || '.sql' as file,
    {{ row_name(['account_id', 'objective_key', 'as_of_date']) }} as row_key,
    'has a score row and none in ' || lacking_mart as problem,
    'find the join that dropped it' as remedy,
    account_id
from shown_beside
where lacking_mart is not null
union all
select
    'models/marts/fct_account_health_history.sql' as file,
    'every row' as row_key,
    'history is empty' as problem,
    'look at release_history and release_candidate' as remedy,
    cast(null as {{ type_text() }}) as account_id
from as_of_dates
where
    is_latest_date
    and exists (select 1 from spine)
    and not exists (select 1 from history)
