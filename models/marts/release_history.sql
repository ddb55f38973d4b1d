with released as (
    select * from {{ ref('stg_release__account_health_history') }}
),

account_health as (
    select * from {{ ref('fct_account_health') }}
),

build_date as (
    select distinct as_of_date
    from account_health
    where is_latest_date
),

-- What was published for a date never changes; the date of this build itself is still open.
closed as (
    select *
    from released
    where as_of_date not in (select build_date.as_of_date from build_date)
),

closed_dates as (
    select distinct as_of_date from closed
),

frozen as (
    select
        closed.account_id,
        closed.objective_key,
        closed.as_of_date,
        closed.model_version,
        closed.rules_hash,
        closed.score_status,
        closed.health_score,
        closed.computed_score,
        closed.health_score_exact,
        closed.score_low,
        closed.score_high,
        closed.health_band,
        closed.coverage,
        closed.confidence,
        closed.is_overridden,
        closed.arr,
        closed.published_release,
        closed.is_reconstructed,
        -- Where the marts still compute the date they may know better now; where they no longer do, the last word stands.
        case
            when account_health.account_id is null then closed.restated_score
            when coalesce(account_health.health_score, -1) != coalesce(closed.health_score, -1) then account_health.health_score
        end as restated_score,
        case
            when account_health.account_id is null then closed.is_restated
            else coalesce(account_health.health_score, -1) != coalesce(closed.health_score, -1)
        end as is_restated
    from closed
    left join account_health
        on
            closed.account_id = account_health.account_id
            and closed.objective_key = account_health.objective_key
            and closed.as_of_date = account_health.as_of_date
),

fresh as (
    select
        account_id,
        objective_key,
        as_of_date,
        model_version,
        rules_hash,
        score_status,
        health_score,
        computed_score,
        health_score_exact,
        score_low,
        score_high,
        health_band,
        coverage,
        confidence,
        is_overridden,
        arr,
        cast(null as {{ type_text() }}) as published_release,
        not is_latest_date as is_reconstructed,
        cast(null as decimal(4, 1)) as restated_score,
        false as is_restated
    from account_health
    where as_of_date not in (select closed_dates.as_of_date from closed_dates)
),

final as (
    select * from frozen
    union all
    select * from fresh
)

select * from final
