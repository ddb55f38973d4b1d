with released as (
    select * from {{ ref('stg_release__account_health_history') }}
),

account_health as (
    select * from {{ ref('fct_account_health') }}
),

last_date as (
    select max(as_of_date) as as_of_date from released
),

last_rows as (
    select
        released.account_id,
        released.objective_key,
        released.as_of_date,
        released.health_band
    from released
    inner join last_date
        on released.as_of_date = last_date.as_of_date
),

final as (
    select
        last_rows.account_id,
        last_rows.objective_key,

        last_rows.as_of_date as released_as_of_date,
        last_rows.health_band as released_band,
        account_health.health_band as candidate_band,

        account_health.account_id is null as is_lost,
        coalesce(account_health.health_band != last_rows.health_band, false) as is_flipped
    from last_rows
    left join account_health
        on
            last_rows.account_id = account_health.account_id
            and last_rows.objective_key = account_health.objective_key
            and account_health.is_latest_date
)

select * from final
