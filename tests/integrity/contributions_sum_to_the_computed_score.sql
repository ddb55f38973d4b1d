{#
What: on some date and for some version the contributions of an account's measures do not sum to its computed score.
When it matters: always; history and the comparison of versions would explain another score than they show.
How to resolve: look for a doubled or dropped measure in int_measure_contributions, and for a difference between it and int_account_totals.
#}
{{ config(group='scoring') }}
with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

summed as (
    select
        as_of_date,
        score_number,
        sum(contribution) as contribution_sum
    from contributions
    group by as_of_date, score_number
)

select
    'models/intermediate/scoring/int_measure_contributions.sql' as file,
    {{ row_name(['account_scores.model_version', 'account_scores.account_id', 'account_scores.as_of_date']) }} as row_key,
    'the contributions sum to ' || coalesce(cast(summed.contribution_sum as {{ type_text() }}), 'nothing') || ', the computed score is '
    || coalesce(cast(account_scores.computed_score_exact as {{ type_text() }}), 'empty') as problem,
    'look for a doubled or dropped measure in int_measure_contributions' as remedy,
    account_scores.account_id
from account_scores
left join summed
    on
        account_scores.as_of_date = summed.as_of_date
        and account_scores.score_number = summed.score_number
where
    account_scores.computed_score_exact is not null
    and coalesce(summed.contribution_sum, -1) <> account_scores.computed_score_exact
