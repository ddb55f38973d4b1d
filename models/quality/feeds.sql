with landed_rows as (select * from {{ ref('landed_rows') }}),

event_counts as (select * from {{ ref('stg_usage__event_counts') }}),

feature_days as (select * from {{ ref('stg_usage__feature_days') }}),

source_scorecard as (select * from {{ ref('source_scorecard') }}),

-- Days are counted back from the newest day of the table: a table that is late as a whole is judged by its age.
connections as (
    select
        landed_rows.source_name,
        landed_rows.table_name,
        'source_relation' as feed_kind,
        landed_rows.key_relation as feed,
        {{ weekly_rows('landed_rows.recorded_on', 'source_scorecard.newest_record_on') }}
    from landed_rows
    inner join source_scorecard
        on
            landed_rows.source_name = source_scorecard.source_name
            and landed_rows.table_name = source_scorecard.table_name
    where
        landed_rows.reject_reason is null
        and not (landed_rows.source_name = 'usage' and landed_rows.table_name = 'events')
    group by
        landed_rows.source_name,
        landed_rows.table_name,
        landed_rows.key_relation
),

event_connections as (
    select
        'usage' as source_name,
        'events' as table_name,
        'source_relation' as feed_kind,
        event_counts.source_relation as feed,
        {{ weekly_rows('event_counts.recorded_on', 'source_scorecard.newest_record_on', 'event_counts.accepted_rows') }}
    from event_counts
    inner join source_scorecard
        on
            source_scorecard.source_name = 'usage'
            and source_scorecard.table_name = 'events'
    group by event_counts.source_relation
),

features as (
    select
        'usage' as source_name,
        'events' as table_name,
        'feature_key' as feed_kind,
        feature_days.feature_key as feed,
        {{ weekly_rows('feature_days.occurred_on', 'source_scorecard.newest_record_on', 'feature_days.accepted_rows') }}
    from feature_days
    inner join source_scorecard
        on
            source_scorecard.source_name = 'usage'
            and source_scorecard.table_name = 'events'
    group by feature_days.feature_key
),

unioned as (
    select * from connections
    union all
    select * from event_connections
    union all
    select * from features
),

final as (
    select
        unioned.source_name,
        unioned.table_name,
        unioned.feed_kind,
        unioned.feed,

        source_scorecard.owner,
        source_scorecard.owner_channel,

        cast(unioned.rows_0 as bigint) as recent_rows,
        cast(unioned.rows_1 + unioned.rows_2 + unioned.rows_3 + unioned.rows_4 as bigint) as previous_rows,
        cast(least(unioned.rows_1, unioned.rows_2, unioned.rows_3, unioned.rows_4) as bigint) as slowest_week_rows,

        unioned.rows_0 = 0
        and least(unioned.rows_1, unioned.rows_2, unioned.rows_3, unioned.rows_4) > 0
        and unioned.rows_1 + unioned.rows_2 + unioned.rows_3 + unioned.rows_4 >= source_scorecard.min_feed_rows as is_silent
    from unioned
    inner join source_scorecard
        on
            unioned.source_name = source_scorecard.source_name
            and unioned.table_name = source_scorecard.table_name
)

select * from final
