with raw as (
    select
        {{ cleaned([
            'signal_id', 'industry', 'signal_type', 'direction', 'valid_from', 'valid_to', 'expert', 'source', 'reviewed_on', 'region',
            'note', 'source_relation'
        ]) }}
    from {{ raw('market', 'signals') }} as landed
),

enum_map as (select * from {{ ref('enum_map') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'market') as source_relation,
        raw.signal_id,
        raw.record_hash,

        lower(raw.industry) as industry,
        raw.signal_type as landed_signal_type,
        enum_map.mapped_value as signal_type,
        {{ parse_decimal('raw.direction', 18, 6) }} as direction,
        {{ parse_date('raw.valid_from') }} as valid_from,
        {{ parse_date('raw.valid_to') }} as valid_to,
        {{ clean_name('raw.expert') }} as expert,
        raw.source,
        {{ parse_date('raw.reviewed_on') }} as reviewed_on,
        lower(raw.region) as region,
        raw.note,

        {{ has_hidden_characters('raw.signal_id') }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.valid_from', 'raw.valid_to', 'raw.reviewed_on']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['raw.direction'], 18, 6) }} as has_unreadable_number
    from raw
    left join enum_map
        on
            enum_map.column_key = 'market.signals.signal_type'
            and lower(raw.signal_type) = enum_map.raw_value
),

judged as (
    select
        *,
        case
            when signal_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when industry is null or landed_signal_type is null or direction is null or valid_from is null then 'missing_required_value'
            when signal_type is null then 'unknown_code'
            when direction not between -1 and 1 then 'direction_out_of_scale'
            when valid_to < valid_from then 'ends_before_start'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(signal_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        signal_id,
        cast(null as {{ type_text() }}) as landed_account_id,

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

        cast(reviewed_on as timestamp) as last_changed_at,
        cast(null as timestamp) as loaded_at,
        coalesce(reviewed_on, valid_from) as recorded_on,
        reject_reason
    from judged
)

select * from final
