with base as (select * from {{ ref('base_crm__activities') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'activity_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        activity_id,
        account_id,
        contact_id,

        activity_type,
        occurred_at,
        direction,
        participants,
        note,

        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
