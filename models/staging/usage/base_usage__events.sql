with raw as (
    select
        {{ cleaned(['event_id', 'account_id', 'user_id', 'event_name', 'occurred_at', 'feature_key', 'quantity', 'loaded_at', 'source_relation']) }}
    from {{ raw('usage', 'events', rows_of_days('usage', 'events', 'occurred_at', changed_days())) }} as landed
),

event_days as (select * from {{ ref('base_usage__event_days') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        {{ landed_day('raw.occurred_at') }} as landed_on,
        event_days.day_version,
        coalesce(raw.source_relation, 'usage') as source_relation,
        raw.event_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        upper(raw.user_id) as user_id,
        raw.record_hash,

        lower(raw.event_name) as event_name,
        {{ parse_timestamp('raw.occurred_at') }} as occurred_at,
        lower(raw.feature_key) as feature_key,
        {{ parse_decimal('raw.quantity', 18, 6) }} as quantity,
        {{ parse_timestamp('raw.loaded_at') }} as loaded_at,

        {{ has_hidden_characters("concat_ws(' ', raw.event_id, raw.account_id, raw.user_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.occurred_at', 'raw.loaded_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['raw.quantity'], 18, 6) }} as has_unreadable_number
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
    left join event_days on {{ landed_day('raw.occurred_at') }} = event_days.landed_on
    where {{ is_changed_day(landed_day('raw.occurred_at')) }}
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
    from parsed
),

final as (
    select
        landed_on,
        day_version,
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
