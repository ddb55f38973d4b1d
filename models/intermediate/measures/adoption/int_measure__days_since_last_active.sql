with

spine as (select * from {{ ref('int_account_spine') }}),

account_days as (select * from {{ ref('int_usage_account_days') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

-- Use before a long gap without a subscription belongs to an earlier life of the account.
last_uses as (
    select
        spine.account_id,
        spine.as_of_date,
        max(account_days.active_on) as last_active_on,
        count(*) as day_count
    from spine
    inner join account_days
        on
            spine.account_id = account_days.account_id
            and spine.tenure_started_on <= account_days.active_on
            and spine.as_of_date >= account_days.active_on
    group by
        spine.account_id,
        spine.as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'days_since_last_active' as measure_key,

        cast(
            {{ days_between('coalesce(last_uses.last_active_on, spine.tenure_started_on)', 'spine.as_of_date') }} as decimal(28, 10)
        ) as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(last_uses.day_count, 0) as integer) as sample_size
    from spine
    left join last_uses
        on
            spine.account_id = last_uses.account_id
            and spine.as_of_date = last_uses.as_of_date
    left join source_clock
        on
            spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'usage.events'
)

select * from final
