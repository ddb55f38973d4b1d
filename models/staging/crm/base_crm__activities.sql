with raw as (select * from {{ raw('crm', 'activities') }} as landed),

enum_map as (select * from {{ ref('enum_map') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce({{ clean_text('source_relation') }}, 'crm') as source_relation,
        {{ clean_text('activity_id') }} as activity_id,
        {{ clean_text('account_id') }} as landed_account_id,
        {{ clean_id('account_id') }} as account_key,
        {{ clean_id('contact_id') }} as contact_id,
        {{ record_hash('crm', 'activities') }} as record_hash,

        {{ clean_code('activity_type') }} as activity_type,
        {{ parse_timestamp('occurred_at') }} as occurred_at,
        {{ clean_code('direction') }} as direction,
        {{ parse_integer('participants') }} as participants,
        {{ clean_text('note') }} as note,

        {{ has_hidden_characters("concat_ws(' ', activity_id, account_id, contact_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['occurred_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_integer, ['participants']) }} as has_unreadable_number
    from raw
),

joined as (
    select
        parsed.source_relation,
        parsed.activity_id,
        parsed.contact_id,
        account_keys.account_id,
        parsed.landed_account_id,
        parsed.record_hash,

        parsed.activity_type as landed_activity_type,
        enum_map.mapped_value as activity_type,
        parsed.occurred_at,
        parsed.direction,
        parsed.participants,
        parsed.note,

        parsed.has_hidden_characters,
        parsed.has_unreadable_date,
        parsed.has_unreadable_number
    from parsed
    left join account_keys on parsed.account_key = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'crm.activities.activity_type'
            and parsed.activity_type = enum_map.raw_value
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
            when landed_activity_type is not null and activity_type is null then 'unknown_code'
            when participants not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
            when {{ is_in_future('occurred_at') }} then 'in_the_future'
        end as reject_reason
    from joined
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
