{%- set types = landed_types('usage', 'events') -%}
{%- set columns = ['event_id', 'account_id', 'user_id', 'event_name', 'occurred_at', 'feature_key', 'quantity', 'loaded_at', 'source_relation'] -%}
with raw as (
    select {{ columns | join(', ') }}
    from {{ raw_as_landed('usage', 'events', rows_of_days('usage', 'events', 'occurred_at', changed_days())) }} as landed
),

event_days as (select * from {{ ref('base_usage__event_days') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

-- Hidden characters are looked for column by column: of a text that stands in many rows an engine looks at one.
cleaned as (
    select
        *,
        {{ landed_day(landed_day_text('occurred_at', types)) }} as landed_on,
        {{ landed_text('source_relation') }} as clean_source_relation,
        {{ landed_text('event_id') }} as clean_event_id,
        {{ landed_text('account_id') }} as clean_account_id,
        {{ landed_text('user_id') }} as clean_user_id,
        {{ landed_text('event_name') }} as clean_event_name,
        {{ landed_value('occurred_at', types) }} as clean_occurred_at,
        {{ landed_text('feature_key') }} as clean_feature_key,
        {{ landed_value('quantity', types) }} as clean_quantity,
        {{ landed_value('loaded_at', types) }} as clean_loaded_at,

        {{ has_hidden_characters(as_text('event_id')) }}
        or {{ has_hidden_characters(as_text('account_id')) }}
        or {{ has_hidden_characters(as_text('user_id')) }} as has_hidden_characters
    from raw
),

parsed as (
    select
        cleaned.{{ columns | join(', cleaned.') }},
        cleaned.landed_on,
        event_days.day_version,
        coalesce(cleaned.clean_source_relation, 'usage') as known_source_relation,
        cleaned.clean_event_id,
        account_keys.account_id as known_account_id,
        cleaned.clean_account_id,
        upper(cleaned.clean_user_id) as known_user_id,

        lower(cleaned.clean_event_name) as known_event_name,
        cleaned.clean_occurred_at,
        {{ landed_timestamp('cleaned.clean_occurred_at', types.occurred_at) }} as parsed_occurred_at,
        lower(cleaned.clean_feature_key) as known_feature_key,
        cleaned.clean_quantity,
        {{ landed_decimal('cleaned.clean_quantity', types.quantity, 18, 6) }} as parsed_quantity,
        cleaned.clean_loaded_at,
        {{ landed_timestamp('cleaned.clean_loaded_at', types.loaded_at) }} as parsed_loaded_at,

        cleaned.has_hidden_characters
    from cleaned
    left join account_keys on upper(cleaned.clean_account_id) = account_keys.account_key
    left join event_days on cleaned.landed_on = event_days.landed_on
    where {{ is_changed_day('cleaned.landed_on') }}
),

judged as (
    select
        *,
        case
            when clean_event_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when clean_account_id is null then 'missing_account'
            when known_account_id is null then 'unknown_account'
            when {{ is_unreadable('clean_occurred_at', 'parsed_occurred_at') }} then 'unreadable_date'
            when {{ is_unreadable('clean_loaded_at', 'parsed_loaded_at') }} then 'unreadable_date'
            when {{ is_unreadable('clean_quantity', 'parsed_quantity') }} then 'unreadable_number'
            when known_user_id is null or parsed_occurred_at is null then 'missing_required_value'
            when parsed_quantity < 0 then 'negative_amount'
            when parsed_quantity > {{ number_setting('largest_amount') }} then 'amount_too_large'
            when {{ is_in_future('parsed_occurred_at') }} then 'in_the_future'
        end as reject_reason
    from parsed
),

-- Of accepted rows, which are many, nothing is kept by which only a rejected one is found: writing a text costs more than reading it.
final as (
    select
        landed_on,
        day_version,
        case when reject_reason is not null then coalesce(clean_event_id, 'row ' || {{ record_hash(columns) }}) end as line_key,
        case when reject_reason is not null then {{ record_hash(columns) }} end as record_hash,
        known_source_relation as source_relation,
        clean_event_id as event_id,
        case when reject_reason is null then {{ quick_hash(['known_source_relation', 'clean_event_id']) }} end as event_hash,
        known_account_id as account_id,
        case when reject_reason is not null then clean_account_id end as landed_account_id,
        known_user_id as user_id,

        known_event_name as event_name,
        parsed_occurred_at as occurred_at,
        known_feature_key as feature_key,
        parsed_quantity as quantity,
        cast(parsed_occurred_at as date) as occurred_on,

        cast(null as timestamp) as last_changed_at,
        parsed_loaded_at as loaded_at,
        cast(parsed_occurred_at as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
