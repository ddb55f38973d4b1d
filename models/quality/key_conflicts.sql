with landed_rows as (select * from {{ ref('landed_rows') }}),

ranked as (
    select
        source_name,
        table_name,
        key_relation,
        line_key,
        record_hash,
        {{ arrival_rank(['source_name', 'table_name', 'key_relation', 'line_key']) }} as arrival_rank
    from landed_rows
    where reject_reason is null
),

versions as (
    select
        source_name,
        table_name,
        key_relation,
        line_key,
        record_hash,
        min(arrival_rank) as arrival_rank
    from ranked
    group by
        source_name,
        table_name,
        key_relation,
        line_key,
        record_hash
),

final as (
    select
        source_name,
        table_name,
        key_relation as source_relation,
        {{ shown_key('line_key') }} as line_key,

        count(*) as version_count,
        max(case when arrival_rank = 1 then record_hash end) as kept_record_hash
    from versions
    group by
        source_name,
        table_name,
        key_relation,
        line_key
    having count(*) > 1
)

select * from final
