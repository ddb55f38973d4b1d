with

spine as (select * from {{ ref('int_account_spine') }}),

account_days as (select * from {{ ref('int_usage_account_days') }}),

baselines as (select * from {{ ref('int_usage_baselines') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

recent_use as (
    select
        spine.account_id,
        spine.as_of_date,
        sum(account_days.user_count) as user_day_count
    from spine
    inner join account_days
        on
            spine.account_id = account_days.account_id
            and {{ within_last_days('account_days.active_on', 'spine.as_of_date', 21) }}
    group by
        spine.account_id,
        spine.as_of_date
),

-- Fewer than four weeks are no habit to compare with.
habits as (
    select
        account_id,
        as_of_date,
        twice_median_user_days
    from baselines
    where week_count >= 4
),

-- (user-days / 3 weeks) / (twice the median / 2) as one quotient of whole numbers, so that it is rounded once.
final as (
    select
        spine.account_id,
        spine.as_of_date,
        'usage_vs_own_baseline' as measure_key,

        {{ exact_quotient('2 * coalesce(recent_use.user_day_count, 0)', '3 * habits.twice_median_user_days', 10, 0, 0) }} as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(baselines.week_count, 0) as integer) as sample_size
    from spine
    left join recent_use
        on
            spine.account_id = recent_use.account_id
            and spine.as_of_date = recent_use.as_of_date
    left join baselines
        on
            spine.account_id = baselines.account_id
            and spine.as_of_date = baselines.as_of_date
    left join habits
        on
            spine.account_id = habits.account_id
            and spine.as_of_date = habits.as_of_date
    left join source_clock
        on
            spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'usage.events'
)

select * from final
