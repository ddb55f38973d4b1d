with events as (select * from {{ ref('base_usage__events') }}),

-- One narrow pass over every event: equal keys have equal hashes, and few others have.
repeated_hashes as (
    select {{ quick_hash(['source_relation', 'event_id']) }} as event_hash
    from events
    where reject_reason is null
    group by {{ quick_hash(['source_relation', 'event_id']) }}
    having count(*) > 1
),

suspects as (
    select
        *,
        count(*) over (partition by source_relation, event_id) as version_count
    from events
    where
        reject_reason is null
        and {{ quick_hash(['source_relation', 'event_id']) }} in (select repeated_hashes.event_hash from repeated_hashes)
),

final as (
    select
        landed_on,
        source_relation,
        event_id,
        line_key,
        record_hash,
        account_id,
        landed_account_id,
        user_id,

        event_name,
        occurred_at,
        occurred_on,
        feature_key,
        quantity,

        last_changed_at,
        loaded_at,
        recorded_on,
        reject_reason,
        {{ arrival_rank(['source_relation', 'event_id']) }} as arrival_rank
    from suspects
    where version_count > 1
)

select * from final
