with

spine as (select * from {{ ref('int_account_spine') }}),

as_of_dates as (select * from {{ ref('int_as_of_dates') }}),

feature_days as (select * from {{ ref('int_usage_feature_days') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

-- A feature counts once, by the newest day of use as of the date.
features_used as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as feature_count
    from spine
    inner join feature_days
        on
            spine.account_id = feature_days.account_id
            and {{ within_last_days('feature_days.active_on', 'spine.as_of_date', 28) }}
            and (feature_days.next_active_on is null or feature_days.next_active_on > spine.as_of_date)
    group by
        spine.account_id,
        spine.as_of_date
),

first_uses as (
    select
        feature_key,
        min(active_on) as first_used_on
    from feature_days
    group by feature_key
),

-- What the product had to offer by then: a feature exists from the day anybody used it.
features_offered as (
    select
        as_of_dates.as_of_date,
        count(*) as feature_count
    from as_of_dates
    inner join first_uses on as_of_dates.as_of_date >= first_uses.first_used_on
    group by as_of_dates.as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'feature_breadth_28d' as measure_key,

        {{ exact_quotient('coalesce(features_used.feature_count, 0)', 'features_offered.feature_count', 10, 0, 0) }} as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(features_used.feature_count, 0) as integer) as sample_size
    from spine
    left join features_used
        on
            spine.account_id = features_used.account_id
            and spine.as_of_date = features_used.as_of_date
    left join features_offered on spine.as_of_date = features_offered.as_of_date
    left join source_clock
        on
            spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'usage.events'
)

select * from final
