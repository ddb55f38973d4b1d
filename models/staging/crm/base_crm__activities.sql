with raw as (
    select
        {{ cleaned([
            'activity_id', 'account_id', 'activity_type', 'occurred_at', 'contact_id', 'direction', 'participants', 'note',
            'source_relation'
        ]) }}
    from {{ raw('crm', 'activities') }} as landed
),

enum_map as (select * from {{ ref('enum_map') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'crm') as source_relation,
        raw.activity_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        upper(raw.contact_id) as contact_id,
        raw.record_hash,

        raw.activity_type as landed_activity_type,
        enum_map.mapped_value as activity_type,
        {{ parse_timestamp('raw.occurred_at') }} as occurred_at,
        lower(raw.direction) as direction,
        {{ parse_integer('raw.participants') }} as participants,
        raw.note,

        {{ has_hidden_characters("concat_ws(' ', raw.activity_id, raw.account_id, raw.contact_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.occurred_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_integer, ['raw.participants']) }} as has_unreadable_number
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'crm.activities.activity_type'
            and lower(raw.activity_type) = enum_map.raw_value
),

judged as (
    select
        *,
        case
            when activity_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when landed_activity_type is null or occurred_at is null then 'missing_required_value'
            when activity_type is null then 'unknown_code'
            when participants not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
            when {{ is_in_future('occurred_at') }} then 'in_the_future'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(activity_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        activity_id,
        account_id,
        landed_account_id,
        contact_id,

        activity_type,
        occurred_at,
        direction,
        participants,
        note,

        cast(null as timestamp) as last_changed_at,
        cast(null as timestamp) as loaded_at,
        cast(occurred_at as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
