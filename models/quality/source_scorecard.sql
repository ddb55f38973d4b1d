with source_days as (select * from {{ ref('source_days') }}),

column_profile as (select * from {{ ref('column_profile') }}),

copied_rows as (select * from {{ ref('copied_rows') }}),

data_sources as (select * from {{ ref('data_sources') }}),

preflight as (select * from {{ ref('preflight') }}),

released as (select * from {{ ref('stg_release__source_scorecard') }}),

switches as (
    select distinct
        source_name,
        table_name,
        is_on
    from preflight
),

-- What happened after the as-of date says nothing about how fresh the table was on it; nor do rows without a day.
dated as (
    select
        source_name,
        table_name,
        max(recorded_on) as newest_record_on
    from source_days
    where accepted_rows > 0 and recorded_on <= {{ as_of_date_literal() }} and recorded_on > cast('1900-01-01' as date)
    group by source_name, table_name
),

landed as (
    select
        source_name,
        table_name,
        sum(landed_rows) as landed_rows,
        sum(accepted_rows) as accepted_rows,
        sum(duplicate_rows) as duplicate_rows,
        sum(quarantined_rows) as quarantined_rows,
        sum(orphan_rows) as orphan_rows,
        max(cast(newest_loaded_at as date)) as newest_loaded_on
    from source_days
    group by source_name, table_name
),

cells as (
    select
        source_name,
        table_name,
        {{ exact_quotient('sum(accepted_rows - filled_rows)', 'sum(accepted_rows)', 6) }} as null_share,
        {{ exact_quotient('sum(filled_rows - nonzero_rows)', 'sum(case when nonzero_rows is not null then filled_rows end)', 6) }} as zero_share
    from column_profile
    where is_landed
    group by source_name, table_name
),

counted as (
    select
        data_sources.source_name,
        data_sources.table_name,
        data_sources.owner_name as owner,
        data_sources.owner_channel,
        coalesce(switches.is_on, false) as is_on,
        cast(coalesce(landed.landed_rows, 0) as bigint) as landed_rows,
        cast(coalesce(landed.accepted_rows, 0) as bigint) as accepted_rows,
        cast(coalesce(landed.duplicate_rows, 0) as bigint) as duplicate_rows,
        cast(coalesce(landed.quarantined_rows, 0) as bigint) as quarantined_rows,
        cast(coalesce(landed.orphan_rows, 0) as bigint) as orphan_rows,
        cast({{ exact_quotient('landed.duplicate_rows', 'landed.landed_rows', 6) }} as decimal(9, 6)) as duplicate_share,
        cast({{ exact_quotient('landed.quarantined_rows', 'landed.landed_rows', 6) }} as decimal(9, 6)) as reject_share,
        cast({{ exact_quotient('landed.orphan_rows', 'landed.landed_rows', 6) }} as decimal(9, 6)) as orphan_share,
        cast({{ exact_quotient('copied_rows.copied_rows', 'copied_rows.accepted_rows', 6) }} as decimal(9, 6)) as copied_share,
        cast(cells.null_share as decimal(9, 6)) as null_share,
        cast(cells.zero_share as decimal(9, 6)) as zero_share,
        dated.newest_record_on,
        landed.newest_loaded_on,
        {{ days_between('coalesce(landed.newest_loaded_on, dated.newest_record_on)', as_of_date_literal()) }} as age_days,
        released.landed_rows as released_landed_rows,
        released.copied_share as released_copied_share,
        released.status as released_status,
        data_sources.reject_budget,
        data_sources.min_row_ratio,
        data_sources.max_row_ratio,
        data_sources.min_judged_rows,
        data_sources.max_copied_share,
        data_sources.min_feed_rows,
        data_sources.warn_after_days,
        data_sources.error_after_days
    from data_sources
    left join switches on data_sources.source_name = switches.source_name and data_sources.table_name = switches.table_name
    left join landed on data_sources.source_name = landed.source_name and data_sources.table_name = landed.table_name
    left join dated on data_sources.source_name = dated.source_name and data_sources.table_name = dated.table_name
    left join cells on data_sources.source_name = cells.source_name and data_sources.table_name = cells.table_name
    left join copied_rows on data_sources.source_name = copied_rows.source_name and data_sources.table_name = copied_rows.table_name
    left join released on data_sources.source_name = released.source_name and data_sources.table_name = released.table_name
),

-- Where age matters and nothing says how old the rows are, nothing says that they are fresh.
final as (
    select
        *,
        case
            when not is_on then 'off'
            when accepted_rows = 0 then 'empty'
            when age_days > error_after_days then 'too_old'
            when coalesce(age_days, warn_after_days + 1) > warn_after_days then 'late'
            else 'fresh'
        end as status
    from counted
)

select * from final
