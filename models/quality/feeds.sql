with landed_rows as (select * from {{ ref('landed_rows') }}),

events as (select * from {{ ref('base_usage__events') }}),

source_scorecard as (select * from {{ ref('source_scorecard') }}),

-- Days are counted back from the newest day of the table: a table that is late as a whole is judged by its age, and is no silent feed.
connection_rows as (
    select
        landed_rows.source_name,
        landed_rows.table_name,
        'source_relation' as feed_kind,
        landed_rows.key_relation as feed,
        {{ weekly_rows('landed_rows.recorded_on', 'source_scorecard.newest_record_on') }}
    from landed_rows
    inner join source_scorecard
        on landed_rows.source_name = source_scorecard.source_name and landed_rows.table_name = source_scorecard.table_name
    where landed_rows.reject_reason is null
    group by landed_rows.source_name, landed_rows.table_name, landed_rows.key_relation
),

event_rows as (
    select
        events.event_name,
        events.feature_key,
        {{ weekly_rows('events.recorded_on', 'source_scorecard.newest_record_on') }}
    from events
    inner join source_scorecard on source_scorecard.source_name = 'usage' and source_scorecard.table_name = 'events'
    where events.reject_reason is null
    group by events.event_name, events.feature_key
),

