with raw as (select * from {{ raw('crm', 'opportunities') }} as landed),

enum_map as (select * from {{ ref('enum_map') }}),

fx_rates as (select * from {{ ref('fx_rates') }} where reporting_currency = '{{ reporting_currency() }}'),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce({{ clean_text('source_relation') }}, 'crm') as source_relation,
        {{ clean_text('opportunity_id') }} as opportunity_id,
        {{ clean_text('account_id') }} as landed_account_id,
        {{ clean_id('account_id') }} as account_key,
        {{ record_hash('crm', 'opportunities') }} as record_hash,

        {{ clean_code('type') }} as type,
        {{ clean_code('stage') }} as stage,
        {{ parse_decimal('amount') }} as amount,
        {{ clean_id('currency') }} as currency,
        {{ parse_date('close_on') }} as close_on,
        {{ parse_boolean('is_won') }} as is_won,
        {{ clean_text('lost_reason') }} as lost_reason,
        {{ clean_text('competitor') }} as competitor,
        {{ parse_timestamp('created_at') }} as created_at,
        {{ parse_timestamp('updated_at') }} as updated_at,

        {{ has_hidden_characters("concat_ws(' ', opportunity_id, account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['close_on', 'created_at', 'updated_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['amount']) }} as has_unreadable_number,
        {{ any_unreadable(parse_boolean, ['is_won']) }} as has_unreadable_boolean
    from raw
),

joined as (
    select
        parsed.source_relation,
        parsed.opportunity_id,
        account_keys.account_id,
        parsed.landed_account_id,
        parsed.record_hash,

        parsed.type as landed_type,
        enum_map.mapped_value as type,
        parsed.stage,
        parsed.amount,
        cast(parsed.amount as decimal(20, 2)) * case when parsed.currency = '{{ reporting_currency() }}' then cast(1 as decimal(18, 8)) else fx_rates.rate end as converted_amount,
        parsed.currency,
        parsed.close_on,
        parsed.is_won,
        parsed.lost_reason,
        parsed.competitor,
        parsed.created_at,
        parsed.updated_at,

        parsed.has_hidden_characters,
        parsed.has_unreadable_date,
        parsed.has_unreadable_number,
        parsed.has_unreadable_boolean
    from parsed
    left join account_keys on parsed.account_key = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'crm.opportunities.type'
            and parsed.type = enum_map.raw_value
    left join fx_rates
        on
            parsed.currency = fx_rates.currency
            and coalesce(parsed.close_on, cast(parsed.created_at as date)) >= fx_rates.valid_from
            and (coalesce(parsed.close_on, cast(parsed.created_at as date)) < fx_rates.valid_to or fx_rates.valid_to is null)
),

judged as (
    select
        *,
        case
            when opportunity_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when has_unreadable_boolean then 'unreadable_boolean'
            when amount is not null and currency is null then 'missing_required_value'
            when landed_type is not null and type is null then 'unknown_code'
            when amount < 0 then 'negative_amount'
            when amount is not null and converted_amount is null then 'no_exchange_rate'
            when abs(converted_amount) > {{ number_setting('largest_amount') }} then 'amount_too_large'
        end as reject_reason
    from joined
),

final as (
    select
        coalesce(opportunity_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        opportunity_id,
        account_id,
        landed_account_id,

        type,
        stage,
        case when reject_reason is null then cast(round(converted_amount, 2) as decimal(18, 2)) end as amount,
        currency,
        close_on,
        is_won,
        lost_reason,
        competitor,
        created_at,

        updated_at,
        updated_at as last_changed_at,
        cast(null as timestamp) as loaded_at,
        cast(coalesce(updated_at, created_at, cast(close_on as timestamp)) as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
