with base as (select * from {{ ref('base_support__tickets') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'ticket_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        ticket_id,
        account_id,

        created_at,
        first_response_at,
        resolved_at,
        priority,
        status,
        category,
        reopened_count,
        csat,

        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
