with base as (select * from {{ ref('base_usage__events') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'event_id']) }} as arrival_rank
    from base
    where reject_reason is null
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
    from accepted
    where arrival_rank = 1
)

select * from final
