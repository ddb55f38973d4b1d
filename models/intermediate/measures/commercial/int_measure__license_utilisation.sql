with

spine as (select * from {{ ref('int_account_spine') }}),

user_days as (select * from {{ ref('int_usage_user_days') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

-- A user counts once, by the newest active day as of the date.
active_users as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as active_user_count
    from spine
    inner join user_days
        on
            spine.account_id = user_days.account_id
            and {{ within_last_days('user_days.active_on', 'spine.as_of_date', 90) }}
            and (user_days.next_active_on is null or user_days.next_active_on > spine.as_of_date)
    group by
        spine.account_id,
        spine.as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'license_utilisation' as measure_key,

        {{ exact_quotient('coalesce(active_users.active_user_count, 0)', 'spine.seats', 10, 0, 0) }} as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(active_users.active_user_count, 0) as integer) as sample_size
    from spine
    left join active_users
        on
            spine.account_id = active_users.account_id
            and spine.as_of_date = active_users.as_of_date
    left join source_clock
        on
            spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'usage.events'
)

select * from final
