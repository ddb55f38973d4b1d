with raw as (
    select
        {{ cleaned([
            'ticket_id', 'account_id', 'created_at', 'first_response_at', 'resolved_at', 'priority', 'status', 'category',
            'reopened_count', 'csat', 'source_relation'
        ]) }}
    from {{ raw('support', 'tickets') }} as landed
),

enum_map as (select * from {{ ref('enum_map') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'support') as source_relation,
        upper(raw.ticket_id) as ticket_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        raw.record_hash,

        {{ parse_timestamp('raw.created_at') }} as created_at,
        {{ parse_timestamp('raw.first_response_at') }} as first_response_at,
        {{ parse_timestamp('raw.resolved_at') }} as resolved_at,
        raw.priority as landed_priority,
        enum_map.mapped_value as priority,
        lower(raw.status) as status,
        lower(raw.category) as category,
        {{ parse_integer('raw.reopened_count') }} as reopened_count,
        {{ parse_decimal('raw.csat', 18, 6) }} as csat,

        {{ has_hidden_characters("concat_ws(' ', raw.ticket_id, raw.account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.created_at', 'raw.first_response_at', 'raw.resolved_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['raw.csat'], 18, 6) }}
        or {{ any_unreadable(parse_integer, ['raw.reopened_count']) }} as has_unreadable_number
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'support.tickets.priority'
            and lower(raw.priority) = enum_map.raw_value
),

judged as (
    select
        *,
        case
            when ticket_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when created_at is null then 'missing_required_value'
            when landed_priority is not null and priority is null then 'unknown_code'
            when reopened_count not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
            when csat not between 1 and 5 then 'score_out_of_scale'
            when first_response_at < created_at or resolved_at < created_at then 'ends_before_start'
            when {{ is_in_future('created_at') }} then 'in_the_future'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(ticket_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        ticket_id,
        account_id,
        landed_account_id,

        created_at,
        first_response_at,
        resolved_at,
        priority,
        status,
        category,
        reopened_count,
        csat,

        resolved_at as last_changed_at,
        cast(null as timestamp) as loaded_at,
        cast(created_at as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
