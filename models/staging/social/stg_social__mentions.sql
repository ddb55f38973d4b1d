with base as (select * from {{ ref('base_social__mentions') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'mention_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        mention_id,
        account_id,

        channel,
        published_at,
        body,
        url,
        language,

        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
