{#
What: a lower bound lies above its upper bound, a score lies outside its bounds, or one of them outside 0-100.
When it matters: always; a reader is told the score cannot be worse or better than the bounds.
How to resolve: look at the lowest and highest contributions in int_measure_contributions; the bounds must go through the same exceptions and override as the
score in int_limited_scores.

A measure that leaves the sum acts as if it had the mean of those that stay, which lies within 0-100 like every imputed score: so the score lies between
the bounds. Score and bounds are sums of differently weighted, rounded terms: one decimal may differ by a tenth.
#}
with account_scores as (
    select * from {{ ref('fct_account_scores') }}
)

select
    'models/marts/fct_account_scores.sql' as file,
    {{ row_name(['model_version', 'account_id', 'as_of_date']) }} as row_key,
    'the score ' || coalesce(cast(health_score as {{ type_text() }}), 'nothing') || ' is not between '
    || coalesce(cast(score_low as {{ type_text() }}), 'nothing') || ' and '
    || coalesce(cast(score_high as {{ type_text() }}), 'nothing') as problem,
    'look at the bounds in int_measure_contributions and int_limited_scores' as remedy,
    account_id
from account_scores
where
    score_low > score_high
    or health_score < score_low - 0.1
    or health_score > score_high + 0.1
    or health_score < 0
    or health_score > 100
    or score_low < 0
    or score_high > 100
    or computed_score_exact < 0
    or computed_score_exact >= 100.0001
