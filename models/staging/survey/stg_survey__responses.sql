with base as (select * from {{ ref('base_survey__responses') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'response_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        response_id,
        account_id,
        contact_id,

        survey_type,
        sent_at,
        responded_at,
        score,
        comment,
        language,

        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
