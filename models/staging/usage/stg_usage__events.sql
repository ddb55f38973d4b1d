with events as (select * from {{ ref('base_usage__events') }}),

versions as (select * from {{ ref('stg_usage__event_versions') }}),

keys as (
    select
        source_relation,
        event_id
    from versions
    where arrival_rank = 1
),

-- Almost every event was landed once and has nothing to be ranked with.
landed_once as (
    select
        events.source_relation,
        events.event_id,
        events.account_id,
        events.user_id,
        events.event_name,
        events.occurred_at,
        events.occurred_on,
        events.feature_key,
        events.quantity,
        events.loaded_at,
        {{ row_hash([
            'events.account_id', 'events.user_id', 'events.event_name', 'events.occurred_at', 'events.feature_key', 'events.quantity'
        ]) }} as record_hash
    from events
    left join keys
        on
            events.source_relation = keys.source_relation
            and events.event_id = keys.event_id
    where
        events.reject_reason is null
        and keys.event_id is null
),

final as (
    select
        source_relation,
        event_id,
        account_id,
        user_id,

        event_name,
        occurred_at,
        occurred_on,
        feature_key,
        quantity,

        loaded_at,
        record_hash
    from landed_once
    union all
    select
        source_relation,
        event_id,
        account_id,
        user_id,

        event_name,
        occurred_at,
        occurred_on,
        feature_key,
        quantity,

        loaded_at,
        record_hash
    from versions
    where arrival_rank = 1
)

select * from final
