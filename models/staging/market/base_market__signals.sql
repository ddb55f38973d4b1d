with raw as (select * from {{ raw('market', 'signals') }} as landed),

enum_map as (select * from {{ ref('enum_map') }}),

parsed as (
    select
        coalesce({{ clean_text('source_relation') }}, 'market') as source_relation,
        {{ clean_text('signal_id') }} as signal_id,
        {{ record_hash('market', 'signals') }} as record_hash,

        {{ clean_code('industry') }} as industry,
        {{ clean_code('signal_type') }} as signal_type,
        {{ parse_decimal('direction', 18, 6) }} as direction,
        {{ parse_date('valid_from') }} as valid_from,
        {{ parse_date('valid_to') }} as valid_to,
        {{ clean_name('expert') }} as expert,
        {{ clean_text('source') }} as source,
        {{ parse_date('reviewed_on') }} as reviewed_on,
        {{ clean_code('region') }} as region,
        {{ clean_text('note') }} as note,

        {{ has_hidden_characters('signal_id') }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['valid_from', 'valid_to', 'reviewed_on']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['direction'], 18, 6) }} as has_unreadable_number
    from raw
),

joined as (
    select
        parsed.source_relation,
        parsed.signal_id,
        parsed.record_hash,

        parsed.industry,
        parsed.signal_type as landed_signal_type,
        enum_map.mapped_value as signal_type,
        parsed.direction,
        parsed.valid_from,
        parsed.valid_to,
        parsed.expert,
        parsed.source,
        parsed.reviewed_on,
        parsed.region,
        parsed.note,

        parsed.has_hidden_characters,
        parsed.has_unreadable_date,
        parsed.has_unreadable_number
    from parsed
    left join enum_map
        on
            enum_map.column_key = 'market.signals.signal_type'
            and parsed.signal_type = enum_map.raw_value
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
            when landed_signal_type is not null and signal_type is null then 'unknown_code'
            when direction not between -1 and 1 then 'direction_out_of_scale'
            when valid_to < valid_from then 'ends_before_start'
        end as reject_reason
    from joined
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
