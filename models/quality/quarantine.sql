with landed_rows as (select * from {{ ref('landed_rows') }}),

data_sources as (select * from {{ ref('data_sources') }}),

reject_reasons as (select * from {{ ref('reject_reasons') }}),

rejected as (
    select *
    from landed_rows
    where reject_reason is not null
),

final as (
    select
        rejected.source_name,
        rejected.table_name,
        rejected.key_relation as source_relation,
        {{ shown_key('rejected.line_key') }} as line_key,
        rejected.record_hash,
        {{ shown_key('rejected.landed_account_id') }} as account_id,

        rejected.reject_reason,
        reject_reasons.how_to_fix,
        data_sources.owner_name,
        data_sources.owner_channel
    from rejected
    left join reject_reasons on rejected.reject_reason = reject_reasons.reject_reason
    left join data_sources
        on
            rejected.source_name = data_sources.source_name
            and rejected.table_name = data_sources.table_name
)

select * from final
