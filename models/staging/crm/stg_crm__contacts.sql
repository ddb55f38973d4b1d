with base as (select * from {{ ref('base_crm__contacts') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'contact_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        contact_id,
        account_id,

        email,
        role,
        is_active,
        full_name,
        created_at,
        left_on,

        updated_at,
        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
