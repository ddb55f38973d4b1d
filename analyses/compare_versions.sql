-- How would another rulebook version judge? One row per objective, version and band on the latest as-of date, beside the champion.
with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

latest as (
    select max(as_of_date) as as_of_date from account_scores
),

final as (
    select
        account_scores.objective_key,
        account_scores.model_version,
        account_scores.is_champion,
        account_scores.health_band,
        count(*) as accounts,
        cast(sum(account_scores.health_score) as decimal(18, 1)) as score_sum,
        min(account_scores.health_score) as lowest_score,
        max(account_scores.health_score) as highest_score
    from account_scores
    inner join latest
        on account_scores.as_of_date = latest.as_of_date
    group by
        account_scores.objective_key,
        account_scores.model_version,
        account_scores.is_champion,
        account_scores.health_band
)

select * from final
order by objective_key asc, is_champion desc, model_version asc, lowest_score asc
