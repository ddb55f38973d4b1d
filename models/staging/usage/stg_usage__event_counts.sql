with events as (select * from {{ ref('base_usage__events') }}),

accepted as (
    select *
    from events
    where
        reject_reason is null
        and {{ is_changed_day('landed_on') }}
),

-- Named apart from the accepted rows: an engine may copy what is named once and read twice, and would copy every event with all it says.
accepted_contents as (
    select
        landed_on,
        recorded_on,
        {{ quick_hash(['account_id', 'user_id', 'event_name', 'occurred_at', 'feature_key', 'quantity']) }} as content,
        {{ quick_hash(['event_id']) }} as event
    from {{ ref('base_usage__events') }}
    where
        reject_reason is null
        and {{ is_changed_day('landed_on') }}
),

-- Two keys with one content were landed on one day, because the day is part of the content; one key with one content is no copy.
contents as (
    select
        landed_on,
        recorded_on,
        content,
        count(*) as accepted_rows
    from accepted_contents
    group by
        landed_on,
        recorded_on,
        content
    having min(event) <> max(event)
),

copied as (
    select
        landed_on,
        recorded_on,
        sum(accepted_rows) as copied_rows
    from contents
    group by
        landed_on,
        recorded_on
),

counted as (
    select
        landed_on,
        day_version,
        source_relation,
        recorded_on,
        cast(loaded_at as date) as loaded_on,
        max(loaded_at) as newest_loaded_at,
        min(quantity) as least_quantity,
        count(*) as accepted_rows
        {{- counts_of_columns('usage', 'events') }}
    from accepted
    group by
        landed_on,
        day_version,
        source_relation,
        recorded_on,
        cast(loaded_at as date)
),

-- The copies of a day stand in its first row.
ranked as (
    select
        *,
        row_number() over (partition by landed_on, recorded_on order by source_relation, loaded_on nulls last) as row_rank
    from counted
),

final as (
    select
        ranked.landed_on,
        ranked.day_version,
        ranked.source_relation,
        ranked.recorded_on,
        ranked.loaded_on,

        ranked.newest_loaded_at,
        ranked.least_quantity,
        cast(ranked.accepted_rows as bigint) as accepted_rows,
        {% for position in range(1, most_raw_columns() + 1) -%}
            cast(coalesce(ranked.filled_{{ position }}, 0) as bigint) as filled_{{ position }},
            cast(coalesce(ranked.nonzero_{{ position }}, 0) as bigint) as nonzero_{{ position }},
            cast(coalesce(ranked.magnitude_{{ position }}, 0) as bigint) as magnitude_{{ position }},
        {% endfor -%}
        cast(case when ranked.row_rank = 1 then coalesce(copied.copied_rows, 0) else 0 end as bigint) as copied_rows
    from ranked
    left join copied
        on
            ranked.landed_on = copied.landed_on
            and ranked.recorded_on = copied.recorded_on
)

select * from final
