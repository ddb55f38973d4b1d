with base as (select * from {{ ref('base_market__signals') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'signal_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        signal_id,

        industry,
        signal_type,
        direction,
        valid_from,
        valid_to,
        expert,
        source,
        reviewed_on,
        region,
        note,

        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
