{#
What: a measure that is not in the sum has a weight or contribution, one that is has none, a measure that was not observed has a score of its own, or a
score has no measures at all.
When it matters: always; a missing measure would lower or raise the score by points nobody measured.
How to resolve: look at is_in_sum in int_used_scores and at the case expressions of int_measure_contributions.
#}
with measure_scores as (
    select * from {{ ref('fct_measure_scores') }}
),

account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

judged as (
    select
        account_scores.model_version,
        account_scores.account_id,
        account_scores.as_of_date,
        coalesce(measure_scores.measure_key, 'no measure') as measure_key,
        case
            when measure_scores.measure_key is null then 'the score has no measures'
            when measure_scores.state <> 'observed' and measure_scores.measure_score is not null then 'not observed, but with a score of its own'
            when measure_scores.state = 'not_applicable' and measure_scores.used_score is not null then 'not applicable, but with a score'
            when measure_scores.state = 'observed' and measure_scores.nominal_weight > 0 and not measure_scores.is_in_sum
                then 'observed and weighted, but not in the sum'
            when measure_scores.is_in_sum and (measure_scores.used_score is null or measure_scores.nominal_weight = 0)
                then 'in the sum without a score or a weight'
            when not measure_scores.is_in_sum and measure_scores.effective_weight is not null then 'not in the sum, but with a weight'
            when not measure_scores.is_in_sum and measure_scores.contribution is not null then 'not in the sum, but with a contribution'
            when account_scores.computed_score_exact is null and measure_scores.contribution is not null then 'a contribution to no score'
            when account_scores.computed_score_exact is not null and measure_scores.is_in_sum and measure_scores.contribution is null
                then 'in the sum, but without a contribution'
        end as problem
    from account_scores
    left join measure_scores
        on
            account_scores.as_of_date = measure_scores.as_of_date
            and account_scores.score_number = measure_scores.score_number
)

select
    'models/marts/fct_measure_scores.sql' as file,
    {{ row_name(['model_version', 'account_id', 'as_of_date', 'measure_key']) }} as row_key,
    problem,
    'look at is_in_sum in int_used_scores and at int_measure_contributions' as remedy,
    account_id
from judged
where problem is not null
