with

user_days as (select * from {{ ref('int_usage_user_days') }}),

final as (
    select
        account_id,
        active_on,

        cast(count(*) as integer) as user_count
    from user_days
    group by
        account_id,
        active_on
)

select * from final
