with events as (select * from {{ ref('base_usage__events') }}),

-- Named apart from the events: an engine may copy what is named once and read twice, and would copy every event with all it says.
event_hashes as (
    select event_hash
    from {{ ref('base_usage__events') }}
    where event_hash is not null
),

-- One narrow pass over every event: equal keys have equal hashes, and few others have.
repeated_hashes as (
    select event_hash
    from event_hashes
    group by event_hash
    having count(*) > 1
),

-- Fingerprints are made here, of what the rows say once they are read: of almost every event nobody ever asks for one.
suspects as (
    select
        *,
        {{ row_hash(['account_id', 'user_id', 'event_name', 'occurred_at', 'feature_key', 'quantity']) }} as content_hash,
        count(*) over (partition by source_relation, event_id) as version_count
    from events
    where event_hash in (select repeated_hashes.event_hash from repeated_hashes)
),

versions as (
    select
        landed_on,
        source_relation,
        event_id,
        event_id as line_key,
        content_hash as record_hash,
        account_id,
        account_id as landed_account_id,
        user_id,

        event_name,
        occurred_at,
        occurred_on,
        feature_key,
        quantity,

        last_changed_at,
        loaded_at,
        recorded_on,
        reject_reason
    from suspects
    where version_count > 1
),

final as (
    select
        *,
        {{ arrival_rank(['source_relation', 'event_id']) }} as arrival_rank
    from versions
)

select * from final
