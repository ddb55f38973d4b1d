with

events as (select * from {{ ref('stg_usage__events') }}),

user_days as (
    select
        account_id,
        user_id,
        occurred_on as active_on,
        count(*) as event_count
    from events
    where user_id is not null
    group by
        account_id,
        user_id,
        occurred_on
),

-- With the next active day beside it, the newest active day as of any date is found without grouping once more.
final as (
    select
        account_id,
        user_id,
        active_on,
        lead(active_on) over (partition by account_id, user_id order by active_on) as next_active_on,

        cast(event_count as integer) as event_count
    from user_days
)

select * from final
