{#
What: the score of a champion on an as-of date has no row in fct_score_trends, or no score has one.
When it matters: always; a trend that is lost is published like one that five dates do not give yet, and nobody sees a score fall.
How to resolve: look for a date of int_as_of_dates that fct_score_trends does not read, and for a join in it that drops rows.
#}
with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

score_trends as (
    select * from {{ ref('fct_score_trends') }}
)

select
    'models/marts/fct_score_trends.sql' as file,
    {{ row_name(['account_scores.account_id', 'account_scores.objective_key', 'account_scores.as_of_date']) }} as row_key,
    'has a score row and none of trends' as problem,
    'find the join that dropped it' as remedy,
    account_scores.account_id
from account_scores
left join score_trends
    on
        account_scores.account_id = score_trends.account_id
        and account_scores.objective_key = score_trends.objective_key
        and account_scores.as_of_date = score_trends.as_of_date
where
    account_scores.is_champion
    and score_trends.account_id is null
