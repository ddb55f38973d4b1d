with landed_rows as (select * from {{ ref('landed_rows') }}),

event_counts as (select * from {{ ref('stg_usage__event_counts') }}),

-- One pass over the rows. A record counts on the newest day that its accepted rows speak of, its other rows as its duplicates on that day; so the
-- days of a table sum to the table. Rejected rows have no record: they count on their own day.
records as (
    select
        source_name,
        table_name,
        case when reject_reason is null then key_relation end as key_relation,
        case when reject_reason is null then line_key end as line_key,
        case when reject_reason is not null then recorded_on end as rejected_on,
        reject_reason is null as is_accepted,
        max(recorded_on) as recorded_on,
        max(case when reject_reason is null and cast(loaded_at as date) <= {{ as_of_date_literal() }} then loaded_at end) as newest_loaded_at,
        count(*) as landed_rows,
        sum(case when reject_reason in ('unknown_account', 'unknown_ticket') then 1 else 0 end) as orphan_rows
    from landed_rows
    group by
        source_name,
        table_name,
        case when reject_reason is null then key_relation end,
        case when reject_reason is null then line_key end,
        case when reject_reason is not null then recorded_on end,
        reject_reason is null
),

summed as (
    select
        source_name,
        table_name,
        coalesce(recorded_on, cast('1900-01-01' as date)) as recorded_on,
        sum(landed_rows) as landed_rows,
        sum(case when is_accepted then 1 else 0 end) as accepted_rows,
        sum(case when is_accepted then 0 else landed_rows end) as quarantined_rows,
        sum(orphan_rows) as orphan_rows,
        max(newest_loaded_at) as newest_loaded_at
    from records
    group by
        source_name,
        table_name,
        coalesce(recorded_on, cast('1900-01-01' as date))
),

-- Of usage events only what is rejected or was landed more than once is in landed_rows; the others are counted day by day.
event_days as (
    select
        recorded_on,
        accepted_rows,
        case when loaded_on <= {{ as_of_date_literal() }} then newest_loaded_at end as newest_loaded_at
    from event_counts
    union all
    select
        recorded_on,
        -1 as accepted_rows,
        null as newest_loaded_at
    from landed_rows
    where
        source_name = 'usage'
        and table_name = 'events'
        and reject_reason is null
),

unioned as (
    select * from summed
    union all
    select
        'usage' as source_name,
        'events' as table_name,
        recorded_on,
        sum(accepted_rows) as landed_rows,
        sum(accepted_rows) as accepted_rows,
        0 as quarantined_rows,
        0 as orphan_rows,
        max(newest_loaded_at) as newest_loaded_at
    from event_days
    group by recorded_on
),

counted as (
    select
        source_name,
        table_name,
        recorded_on,
        sum(landed_rows) as landed_rows,
        sum(accepted_rows) as accepted_rows,
        sum(quarantined_rows) as quarantined_rows,
        sum(orphan_rows) as orphan_rows,
        max(newest_loaded_at) as newest_loaded_at
    from unioned
    group by
        source_name,
        table_name,
        recorded_on
    having sum(landed_rows) > 0
),

final as (
    select
        source_name,
        table_name,
        recorded_on,

        cast(landed_rows as bigint) as landed_rows,
        cast(accepted_rows as bigint) as accepted_rows,
        cast(landed_rows - accepted_rows - quarantined_rows as bigint) as duplicate_rows,
        cast(quarantined_rows as bigint) as quarantined_rows,
        cast(orphan_rows as bigint) as orphan_rows,
        cast({{ exact_quotient('accepted_rows', 'landed_rows', 6) }} as decimal(9, 6)) as accepted_share,
        cast({{ exact_quotient('landed_rows - accepted_rows - quarantined_rows', 'landed_rows', 6) }} as decimal(9, 6)) as duplicate_share,
        cast({{ exact_quotient('quarantined_rows', 'landed_rows', 6) }} as decimal(9, 6)) as quarantined_share,
        cast({{ exact_quotient('orphan_rows', 'landed_rows', 6) }} as decimal(9, 6)) as orphan_share,
        newest_loaded_at
    from counted
)

select * from final
