with base as (select * from {{ ref('base_support__messages') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'message_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        message_id,
        account_id,
        ticket_id,

        author_role,
        sent_at,
        body,
        language,

        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
