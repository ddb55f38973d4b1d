with raw as (
    select
        {{ cleaned([
            'opportunity_id', 'account_id', 'type', 'stage', 'amount', 'currency', 'close_on', 'is_won', 'lost_reason', 'competitor',
            'created_at', 'updated_at', 'source_relation'
        ]) }}
    from {{ raw('crm', 'opportunities') }} as landed
),

enum_map as (select * from {{ ref('enum_map') }}),

fx_rates as (
    select * from {{ ref('fx_rates') }}
    where reporting_currency = '{{ reporting_currency() }}'
),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'crm') as source_relation,
        raw.opportunity_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        raw.record_hash,

        raw.type as landed_type,
        enum_map.mapped_value as type,
        lower(raw.stage) as stage,
        {{ parse_decimal('raw.amount') }} as amount,
        cast({{ parse_decimal('raw.amount') }} as decimal(20, 2))
        * case when upper(raw.currency) = '{{ reporting_currency() }}' then cast(1 as decimal(18, 8)) else fx_rates.rate end as converted_amount,
        upper(raw.currency) as currency,
        {{ parse_date('raw.close_on') }} as close_on,
        {{ parse_boolean('raw.is_won') }} as is_won,
        raw.lost_reason,
        raw.competitor,
        {{ parse_timestamp('raw.created_at') }} as created_at,
        {{ parse_timestamp('raw.updated_at') }} as updated_at,

        {{ has_hidden_characters("concat_ws(' ', raw.opportunity_id, raw.account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.close_on', 'raw.created_at', 'raw.updated_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['raw.amount']) }} as has_unreadable_number,
        {{ any_unreadable(parse_boolean, ['raw.is_won']) }} as has_unreadable_boolean
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'crm.opportunities.type'
            and lower(raw.type) = enum_map.raw_value
    left join fx_rates
        on
            upper(raw.currency) = fx_rates.currency
            and coalesce({{ parse_date('raw.close_on') }}, {{ parse_date('raw.created_at') }}) >= fx_rates.valid_from
            and (coalesce({{ parse_date('raw.close_on') }}, {{ parse_date('raw.created_at') }}) < fx_rates.valid_to or fx_rates.valid_to is null)
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
    from parsed
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
