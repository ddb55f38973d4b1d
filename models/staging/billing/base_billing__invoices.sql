with raw as (select * from {{ raw('billing', 'invoices') }} as landed),

enum_map as (select * from {{ ref('enum_map') }}),

fx_rates as (select * from {{ ref('fx_rates') }} where reporting_currency = '{{ reporting_currency() }}'),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce({{ clean_text('source_relation') }}, 'billing') as source_relation,
        {{ clean_text('invoice_id') }} as invoice_id,
        {{ clean_text('account_id') }} as landed_account_id,
        {{ clean_id('account_id') }} as account_key,
        {{ record_hash('billing', 'invoices') }} as record_hash,

        {{ parse_decimal('amount') }} as amount,
        {{ clean_id('currency') }} as currency,
        {{ parse_date('issued_on') }} as issued_on,
        {{ parse_date('due_on') }} as due_on,
        {{ parse_date('paid_on') }} as paid_on,
        {{ clean_code('status') }} as status,
        {{ parse_integer('payment_attempts') }} as payment_attempts,
        {{ parse_integer('failed_attempts') }} as failed_attempts,

        {{ has_hidden_characters("concat_ws(' ', invoice_id, account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['issued_on', 'due_on', 'paid_on']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['amount']) }}
        or {{ any_unreadable(parse_integer, ['payment_attempts', 'failed_attempts']) }} as has_unreadable_number
    from raw
),

joined as (
    select
        parsed.source_relation,
        parsed.invoice_id,
        account_keys.account_id,
        parsed.landed_account_id,
        parsed.record_hash,

        parsed.amount,
        cast(parsed.amount as decimal(20, 2)) * case when parsed.currency = '{{ reporting_currency() }}' then cast(1 as decimal(18, 8)) else fx_rates.rate end as converted_amount,
        parsed.currency,
        parsed.issued_on,
        parsed.due_on,
        parsed.paid_on,
        parsed.status as landed_status,
        enum_map.mapped_value as status,
        parsed.payment_attempts,
        parsed.failed_attempts,

        parsed.has_hidden_characters,
        parsed.has_unreadable_date,
        parsed.has_unreadable_number
    from parsed
    left join account_keys on parsed.account_key = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'billing.invoices.status'
            and parsed.status = enum_map.raw_value
    left join fx_rates
        on
            parsed.currency = fx_rates.currency
            and parsed.issued_on >= fx_rates.valid_from
            and (parsed.issued_on < fx_rates.valid_to or fx_rates.valid_to is null)
),

judged as (
    select
        *,
        case
            when invoice_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when amount is null or currency is null or issued_on is null or landed_status is null then 'missing_required_value'
            when landed_status is not null and status is null then 'unknown_code'
            when amount < 0 and status <> 'refunded' then 'negative_amount'
            when amount is not null and converted_amount is null then 'no_exchange_rate'
            when abs(converted_amount) > {{ number_setting('largest_amount') }} then 'amount_too_large'
            when payment_attempts not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
            when failed_attempts not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
            when {{ is_in_future('issued_on') }} then 'in_the_future'
        end as reject_reason
    from joined
),

final as (
    select
        coalesce(invoice_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        invoice_id,
        account_id,
        landed_account_id,

        case when reject_reason is null then cast(round(converted_amount, 2) as decimal(18, 2)) end as amount,
        currency,
        issued_on,
        due_on,
        paid_on,
        status,
        payment_attempts,
        failed_attempts,

        cast(paid_on as timestamp) as last_changed_at,
        cast(null as timestamp) as loaded_at,
        issued_on as recorded_on,
        reject_reason
    from judged
)

select * from final
