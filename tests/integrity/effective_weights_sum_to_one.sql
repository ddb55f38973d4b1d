{#
What: the effective weights of a computed score do not sum to 1 (within the rounding of their tenth decimal).
When it matters: always; the score would not be a weighted mean, and leave 0-100.
How to resolve: check that factor and measure weights of the version sum to 1 after fallback (models/rulebook/resolved_weights.sql), then the divisors in
int_measure_contributions.
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
        sum(effective_weight) as weight_sum
    from contributions
    group by as_of_date, score_number
)

select
    'models/intermediate/scoring/int_measure_contributions.sql' as file,
    {{ row_name(['account_scores.model_version', 'account_scores.account_id', 'account_scores.as_of_date']) }} as row_key,
    'the weights sum to ' || coalesce(cast(summed.weight_sum as {{ type_text() }}), 'nothing') as problem,
    'check resolved_weights, then the divisors in int_measure_contributions' as remedy,
    account_scores.account_id
from account_scores
left join summed
    on
        account_scores.as_of_date = summed.as_of_date
        and account_scores.score_number = summed.score_number
where
    account_scores.computed_score_exact is not null
    and abs(coalesce(summed.weight_sum, 0) - 1) > 0.00000001
