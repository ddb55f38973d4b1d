with raw as (
    select
        {{ cleaned([
            'invoice_id', 'account_id', 'amount', 'currency', 'issued_on', 'due_on', 'paid_on', 'status', 'payment_attempts',
            'failed_attempts', 'source_relation'
        ]) }}
    from {{ raw('billing', 'invoices') }} as landed
),

enum_map as (select * from {{ ref('enum_map') }}),

fx_rates as (
    select * from {{ ref('fx_rates') }}
    where reporting_currency = '{{ reporting_currency() }}'
),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'billing') as source_relation,
        raw.invoice_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        raw.record_hash,

        {{ parse_decimal('raw.amount') }} as amount,
        cast({{ parse_decimal('raw.amount') }} as decimal(20, 2))
        * case when upper(raw.currency) = '{{ reporting_currency() }}' then cast(1 as decimal(18, 8)) else fx_rates.rate end as converted_amount,
        upper(raw.currency) as currency,
        {{ parse_date('raw.issued_on') }} as issued_on,
        {{ parse_date('raw.due_on') }} as due_on,
        {{ parse_date('raw.paid_on') }} as paid_on,
        raw.status as landed_status,
        enum_map.mapped_value as status,
        {{ parse_integer('raw.payment_attempts') }} as payment_attempts,
        {{ parse_integer('raw.failed_attempts') }} as failed_attempts,

        {{ has_hidden_characters("concat_ws(' ', raw.invoice_id, raw.account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.issued_on', 'raw.due_on', 'raw.paid_on']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['raw.amount']) }}
        or {{ any_unreadable(parse_integer, ['raw.payment_attempts', 'raw.failed_attempts']) }} as has_unreadable_number
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'billing.invoices.status'
            and lower(raw.status) = enum_map.raw_value
    left join fx_rates
        on
            upper(raw.currency) = fx_rates.currency
            and {{ parse_date('raw.issued_on') }} >= fx_rates.valid_from
            and ({{ parse_date('raw.issued_on') }} < fx_rates.valid_to or fx_rates.valid_to is null)
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
            when status is null then 'unknown_code'
            when amount < 0 and status <> 'refunded' then 'negative_amount'
            when converted_amount is null then 'no_exchange_rate'
            when abs(converted_amount) > {{ number_setting('largest_amount') }} then 'amount_too_large'
            when payment_attempts not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
            when failed_attempts not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
            when {{ is_in_future('issued_on') }} then 'in_the_future'
        end as reject_reason
    from parsed
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
