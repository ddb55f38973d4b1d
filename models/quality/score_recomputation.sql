with account_health as (
    select * from {{ ref('fct_account_health') }}
),

drivers as (
    select * from {{ ref('fct_score_drivers') }}
),

health_bands as (
    select * from {{ ref('health_bands') }}
),

driver_sums as (
    select
        account_id,
        objective_key,
        sum(contribution) as driver_sum
    from drivers
    group by account_id, objective_key
),

-- The band by counting the lower bounds at or below the score: another way to the same answer than the scoring takes.
bands_reached as (
    select
        account_health.account_id,
        account_health.objective_key,
        max(health_bands.band_order) as highest_band_order
    from account_health
    inner join health_bands
        on
            account_health.model_version = health_bands.model_version
            and account_health.health_score >= health_bands.lower_bound
    where account_health.is_latest_date
    group by account_health.account_id, account_health.objective_key
),

final as (
    select
        account_health.account_id,
        account_health.objective_key,

        account_health.health_score_exact,
        driver_sums.driver_sum,
        account_health.band_order,
        bands_reached.highest_band_order,

        -- Two NULLs agree: no score, and nothing that adds up to one.
        coalesce(account_health.health_score_exact, -1) = coalesce(driver_sums.driver_sum, -1)
        and coalesce(account_health.health_score, -1) = coalesce(cast(round(driver_sums.driver_sum, 1) as decimal(4, 1)), -1) as is_score_recomputed,
        coalesce(account_health.band_order, -1) = coalesce(bands_reached.highest_band_order, -1)
        and (account_health.health_score is null) = (account_health.health_band = account_health.score_status) as is_band_recomputed
    from account_health
    left join driver_sums
        on
            account_health.account_id = driver_sums.account_id
            and account_health.objective_key = driver_sums.objective_key
    left join bands_reached
        on
            account_health.account_id = bands_reached.account_id
            and account_health.objective_key = bands_reached.objective_key
    where account_health.is_latest_date
)

select * from final
