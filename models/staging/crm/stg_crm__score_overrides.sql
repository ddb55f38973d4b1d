with base as (select * from {{ ref('base_crm__score_overrides') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'override_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        override_id,
        account_id,

        objective_key,
        direction,
        value,
        reason_code,
        note,
        owner,
        approved_by,
        starts_on,
        expires_on,

        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
