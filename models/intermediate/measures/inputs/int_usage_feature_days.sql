with

events as (select * from {{ ref('stg_usage__events') }}),

feature_days as (
    select
        account_id,
        feature_key,
        occurred_on as active_on
    from events
    where feature_key is not null
    group by
        account_id,
        feature_key,
        occurred_on
),

-- With the next active day beside it, the newest active day as of any date is found without grouping once more.
final as (
    select
        account_id,
        feature_key,
        active_on,
        lead(active_on) over (partition by account_id, feature_key order by active_on) as next_active_on
    from feature_days
)

select * from final
