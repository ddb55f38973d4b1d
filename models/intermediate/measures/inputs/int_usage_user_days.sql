with

user_days as (select * from {{ ref('stg_usage__user_days') }}),

versions as (select * from {{ ref('stg_usage__event_versions') }}),

-- Every accepted row counts in its day; of an event that was landed more than once all rows but the last version are taken off again.
counted as (
    select
        account_id,
        user_id,
        occurred_on as active_on,
        accepted_rows
    from user_days
    union all
    select
        account_id,
        user_id,
        occurred_on as active_on,
        -1 as accepted_rows
    from versions
    where arrival_rank > 1
),

active_days as (
    select
        account_id,
        user_id,
        active_on,
        sum(accepted_rows) as event_count
    from counted
    where user_id is not null
    group by
        account_id,
        user_id,
        active_on
    having sum(accepted_rows) > 0
),

-- With the next active day beside it, the newest active day as of any date is found without grouping once more.
final as (
    select
        account_id,
        user_id,
        active_on,
        lead(active_on) over (partition by account_id, user_id order by active_on) as next_active_on,

        cast(event_count as integer) as event_count
    from active_days
)

select * from final
