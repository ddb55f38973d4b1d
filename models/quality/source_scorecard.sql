with landed_rows as (select * from {{ ref('landed_rows') }}),

data_sources as (select * from {{ ref('data_sources') }}),

preflight as (select * from {{ ref('preflight') }}),

switches as (
    select distinct
        source_name,
        table_name,
        is_on
    from preflight
),

accepted_keys as (
    select
        source_name,
        table_name,
        key_relation,
        line_key
    from landed_rows
    where reject_reason is null
    group by
        source_name,
        table_name,
        key_relation,
        line_key
),

accepted as (
    select
        source_name,
        table_name,
        count(*) as accepted_rows
    from accepted_keys
    group by
        source_name,
        table_name
),

-- What was loaded or happened after the as-of date says nothing about how fresh the table was on it.
landed as (
    select
        source_name,
        table_name,
        count(*) as landed_rows,
        sum(case when reject_reason is null then 0 else 1 end) as quarantined_rows,
        sum(case when reject_reason in ('unknown_account', 'unknown_ticket') then 1 else 0 end) as orphan_rows,
        max(case when reject_reason is null and recorded_on <= {{ as_of_date_literal() }} then recorded_on end) as newest_record_on,
        max(
            case when reject_reason is null and cast(loaded_at as date) <= {{ as_of_date_literal() }} then cast(loaded_at as date) end
        ) as newest_loaded_on
    from landed_rows
    group by
        source_name,
        table_name
),

counted as (
    select
        data_sources.source_name,
        data_sources.table_name,
        data_sources.owner_name as owner,
        data_sources.owner_channel,
        data_sources.warn_after_days,
        data_sources.error_after_days,
        data_sources.reject_budget,
        data_sources.min_row_ratio,
        data_sources.max_row_ratio,
        coalesce(switches.is_on, false) as is_on,
        coalesce(landed.landed_rows, 0) as landed_rows,
        coalesce(accepted.accepted_rows, 0) as accepted_rows,
        coalesce(landed.quarantined_rows, 0) as quarantined_rows,
        coalesce(landed.orphan_rows, 0) as orphan_rows,
        landed.newest_record_on,
        landed.newest_loaded_on
    from data_sources
    left join switches on data_sources.source_name = switches.source_name and data_sources.table_name = switches.table_name
    left join landed on data_sources.source_name = landed.source_name and data_sources.table_name = landed.table_name
    left join accepted on data_sources.source_name = accepted.source_name and data_sources.table_name = accepted.table_name
),

final as (
    select
        source_name,
        table_name,

        owner,
        owner_channel,
        is_on,

        cast(landed_rows as bigint) as landed_rows,
        cast(accepted_rows as bigint) as accepted_rows,
        cast(landed_rows - accepted_rows - quarantined_rows as bigint) as duplicate_rows,
        cast(quarantined_rows as bigint) as quarantined_rows,
        cast(orphan_rows as bigint) as orphan_rows,
        cast({{ exact_quotient('quarantined_rows', 'landed_rows', 6) }} as decimal(9, 6)) as reject_share,
        cast({{ exact_quotient('orphan_rows', 'landed_rows', 6) }} as decimal(9, 6)) as orphan_share,
        newest_record_on,
        newest_loaded_on,
        {{ days_between('coalesce(newest_loaded_on, newest_record_on)', as_of_date_literal()) }} as age_days,

        reject_budget,
        min_row_ratio,
        max_row_ratio,
        warn_after_days,
        error_after_days
    from counted
)

select * from final
