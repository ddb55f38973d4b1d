with base as (select * from {{ ref('base_crm__account_pulses') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'pulse_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        pulse_id,
        account_id,

        author,
        function,
        pulse,
        reason_codes,
        recorded_at,
        note,

        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
