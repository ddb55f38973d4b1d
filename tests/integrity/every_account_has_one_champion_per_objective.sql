{{ config(group='scoring') }}
{#
What: an account and date has no champion, or several, for an objective.
When it matters: always; without one there is no score to publish, with two it is chance which one a reader sees.
How to resolve: let valid_from and valid_to of the objective's versions follow each other in seeds/scoring/scoring_models.csv.
#}
with spine as (
    select * from {{ ref('int_account_spine') }}
),

objectives as (
    select * from {{ ref('objectives') }}
),

account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

counted as (
    select
        spine.account_id,
        spine.as_of_date,
        objectives.objective_key,
        sum(case when account_scores.is_champion then 1 else 0 end) as champions
    from spine
    cross join objectives
    left join account_scores
        on
            spine.account_id = account_scores.account_id
            and spine.as_of_date = account_scores.as_of_date
            and objectives.objective_key = account_scores.objective_key
    group by
        spine.account_id,
        spine.as_of_date,
        objectives.objective_key
)

select
    'models/marts/fct_account_scores.sql' as file,
    {{ row_name(['account_id', 'objective_key', 'as_of_date']) }} as row_key,
    cast(champions as {{ type_text() }}) || ' champions' as problem,
    'let the dates of the versions follow each other in seeds/scoring/scoring_models.csv' as remedy,
    account_id
from counted
where champions <> 1
