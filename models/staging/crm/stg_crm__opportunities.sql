with base as (select * from {{ ref('base_crm__opportunities') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'opportunity_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        opportunity_id,
        account_id,

        type,
        stage,
        amount,
        currency,
        close_on,
        is_won,
        lost_reason,
        competitor,
        created_at,

        updated_at,
        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
