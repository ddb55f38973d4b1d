with raw as (select * from {{ raw('usage', 'events') }} as landed),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce({{ clean_text('source_relation') }}, 'usage') as source_relation,
        {{ clean_text('event_id') }} as event_id,
        {{ clean_text('account_id') }} as landed_account_id,
        {{ clean_id('account_id') }} as account_key,
        {{ clean_id('user_id') }} as user_id,
        {{ record_hash('usage', 'events') }} as record_hash,

        {{ clean_code('event_name') }} as event_name,
        {{ parse_timestamp('occurred_at') }} as occurred_at,
        {{ clean_code('feature_key') }} as feature_key,
        {{ parse_decimal('quantity', 18, 6) }} as quantity,
        {{ parse_timestamp('loaded_at') }} as loaded_at,

        {{ has_hidden_characters("concat_ws(' ', event_id, account_id, user_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['occurred_at', 'loaded_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['quantity'], 18, 6) }} as has_unreadable_number
    from raw
),

joined as (
    select
        parsed.source_relation,
        parsed.event_id,
        parsed.user_id,
        account_keys.account_id,
        parsed.landed_account_id,
        parsed.record_hash,

        parsed.event_name,
        parsed.occurred_at,
        parsed.feature_key,
        parsed.quantity,
        parsed.loaded_at,

        parsed.has_hidden_characters,
        parsed.has_unreadable_date,
        parsed.has_unreadable_number
    from parsed
    left join account_keys on parsed.account_key = account_keys.account_key
),

judged as (
    select
        *,
        case
            when event_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when user_id is null or occurred_at is null then 'missing_required_value'
            when quantity < 0 then 'negative_amount'
            when quantity > {{ number_setting('largest_amount') }} then 'amount_too_large'
            when {{ is_in_future('occurred_at') }} then 'in_the_future'
        end as reject_reason
    from joined
),

final as (
    select
        coalesce(event_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        event_id,
        account_id,
        landed_account_id,
        user_id,

        event_name,
        occurred_at,
        feature_key,
        quantity,
        cast(occurred_at as date) as occurred_on,

        cast(null as timestamp) as last_changed_at,
        loaded_at,
        cast(occurred_at as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
