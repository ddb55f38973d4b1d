with gate_rules as (select * from {{ ref('gate_rules') }}),

column_profile as (select * from {{ ref('column_profile') }}),

feeds as (select * from {{ ref('feeds') }}),

source_scorecard as (select * from {{ ref('source_scorecard') }}),

judged_columns as (
    select
        column_profile.is_dead,
        column_profile.source_name || '.' || column_profile.table_name || '.' || column_profile.column_name
        || ' (' || source_scorecard.owner || ', ' || source_scorecard.owner_channel || ')' as place,
        greatest(
            coalesce(column_profile.null_share_change, 0), coalesce(column_profile.recent_null_share_change, 0),
            coalesce(column_profile.lost_share, 0), coalesce(column_profile.recent_lost_share, 0)
        ) as null_jump,
        case
            when abs(coalesce(column_profile.magnitude_change, 0)) > abs(coalesce(column_profile.recent_magnitude_change, 0))
                then column_profile.magnitude_change
            else coalesce(column_profile.recent_magnitude_change, 0)
        end as unit_change
    from column_profile
    inner join source_scorecard
        on
            column_profile.source_name = source_scorecard.source_name
            and column_profile.table_name = source_scorecard.table_name
),

judged_tables as (
    select
        source_name || '.' || table_name || ' (' || owner || ', ' || owner_channel || ')' as place,
        case
            when landed_rows < min_judged_rows then 0
            when copied_share > max_copied_share then copied_share
            when copied_share > released_copied_share then copied_share - released_copied_share
            else 0
        end as copied
    from source_scorecard
),

-- What stands still is no finding, and a first release has nothing to be compared with.
findings as (
    select
        'column_null_jump' as rule_key,
        null_jump as weight,
        place || ' ' || {{ share_text('null_jump') }} as place
    from judged_columns
    where null_jump > 0
    union all
    select
        'column_unit_change' as rule_key,
        abs(unit_change) as weight,
        place || ' ' || cast(cast(round(unit_change, 1) as decimal(9, 1)) as {{ type_text() }}) || ' powers of ten' as place
    from judged_columns
    where unit_change <> 0
    union all
    select
        'copied_content' as rule_key,
        copied as weight,
        place || ' ' || {{ share_text('copied') }} as place
    from judged_tables
    where copied > 0
    union all
    select
        'dead_trackers' as rule_key,
        1 as weight,
        place || ' is zero or empty everywhere' as place
    from judged_columns
    where is_dead
    union all
    select
        'dead_trackers' as rule_key,
        count(*) as weight,
        feeds.source_name || '.' || feeds.table_name || '.' || feeds.feed_kind || ' (' || feeds.owner || ', ' || feeds.owner_channel || ') '
        || cast(count(*) as {{ type_text() }}) || ' silent' as place
    from feeds
    inner join source_scorecard
        on
            feeds.source_name = source_scorecard.source_name
            and feeds.table_name = source_scorecard.table_name
    where feeds.is_silent and source_scorecard.released_landed_rows is not null
    group by feeds.source_name, feeds.table_name, feeds.feed_kind, feeds.owner, feeds.owner_channel
),

beyond as (
    select
        findings.rule_key,
        findings.weight,
        findings.place
    from findings
    inner join gate_rules on findings.rule_key = gate_rules.rule_key
    where findings.weight > gate_rules.limit_value
),

seen as (
    select * from {{ worst_places('beyond') }} as worst_places
),

-- A profile without columns counts nothing, and that does not pass.
final as (
    select
        gate_rules.rule_key,

        cast(
            case
                when (select count(*) from judged_columns) = 0 then null
                when gate_rules.rule_key = 'dead_trackers' then coalesce(sum(findings.weight), 0)
                else coalesce(max(findings.weight), 0)
            end as decimal(18, 6)
        ) as observed,
        seen.where_seen
    from gate_rules
    left join findings on gate_rules.rule_key = findings.rule_key
    left join seen on gate_rules.rule_key = seen.rule_key
    where gate_rules.rule_key in ('column_null_jump', 'column_unit_change', 'copied_content', 'dead_trackers')
    group by gate_rules.rule_key, seen.where_seen
)

select * from final
