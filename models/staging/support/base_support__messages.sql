with raw as (
    select
        {{ cleaned(['message_id', 'ticket_id', 'author_role', 'sent_at', 'body', 'language', 'source_relation']) }}
    from {{ raw('support', 'messages') }} as landed
),

enum_map as (select * from {{ ref('enum_map') }}),

tickets as (select * from {{ ref('stg_support__tickets') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'support') as source_relation,
        raw.message_id,
        upper(raw.ticket_id) as ticket_id,
        tickets.ticket_id as known_ticket_id,
        tickets.account_id,
        raw.record_hash,

        raw.author_role as landed_author_role,
        enum_map.mapped_value as author_role,
        {{ parse_timestamp('raw.sent_at') }} as sent_at,
        raw.body,
        lower(raw.language) as language,

        {{ has_hidden_characters("concat_ws(' ', raw.message_id, raw.ticket_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.sent_at']) }} as has_unreadable_date
    from raw
    left join tickets
        on
            coalesce(raw.source_relation, 'support') = tickets.source_relation
            and upper(raw.ticket_id) = tickets.ticket_id
    left join enum_map
        on
            enum_map.column_key = 'support.messages.author_role'
            and lower(raw.author_role) = enum_map.raw_value
),

judged as (
    select
        *,
        case
            when message_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when ticket_id is null then 'missing_ticket'
            when known_ticket_id is null then 'unknown_ticket'
            when has_unreadable_date then 'unreadable_date'
            when landed_author_role is null or sent_at is null then 'missing_required_value'
            when author_role is null then 'unknown_code'
            when {{ is_in_future('sent_at') }} then 'in_the_future'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(message_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        message_id,
        cast(null as {{ type_text() }}) as landed_account_id,
        account_id,
        ticket_id,

        author_role,
        sent_at,
        body,
        language,

        cast(null as timestamp) as last_changed_at,
        cast(null as timestamp) as loaded_at,
        cast(sent_at as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
