with raw as (
    select
        {{ cleaned([
            'subscription_id', 'account_id', 'product', 'plan', 'mrr', 'currency', 'seats', 'started_on', 'ended_on', 'status',
            'is_trial', 'billing_period', 'renews_on', 'updated_at', 'source_relation'
        ]) }}
    from {{ raw('billing', 'subscriptions') }} as landed
),

fx_rates as (
    select * from {{ ref('fx_rates') }}
    where reporting_currency = '{{ reporting_currency() }}'
),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'billing') as source_relation,
        raw.subscription_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        raw.record_hash,

        {{ clean_name('raw.product') }} as product,
        {{ clean_name('raw.plan') }} as plan,
        {{ parse_decimal('raw.mrr') }} as mrr,
        cast({{ parse_decimal('raw.mrr') }} as decimal(20, 2))
        * case when upper(raw.currency) = '{{ reporting_currency() }}' then cast(1 as decimal(18, 8)) else fx_rates.rate end as converted_mrr,
        upper(raw.currency) as currency,
        {{ parse_integer('raw.seats') }} as seats,
        {{ parse_date('raw.started_on') }} as started_on,
        {{ parse_date('raw.ended_on') }} as ended_on,
        lower(raw.status) as status,
        {{ parse_boolean('raw.is_trial') }} as is_trial,
        lower(raw.billing_period) as billing_period,
        {{ parse_date('raw.renews_on') }} as renews_on,
        {{ parse_timestamp('raw.updated_at') }} as updated_at,

        {{ has_hidden_characters("concat_ws(' ', raw.subscription_id, raw.account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.started_on', 'raw.ended_on', 'raw.renews_on', 'raw.updated_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['raw.mrr']) }} or {{ any_unreadable(parse_integer, ['raw.seats']) }} as has_unreadable_number,
        {{ any_unreadable(parse_boolean, ['raw.is_trial']) }} as has_unreadable_boolean
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
    left join fx_rates
        on
            upper(raw.currency) = fx_rates.currency
            and {{ parse_date('raw.started_on') }} >= fx_rates.valid_from
            and ({{ parse_date('raw.started_on') }} < fx_rates.valid_to or fx_rates.valid_to is null)
),

judged as (
    select
        *,
        case
            when subscription_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when has_unreadable_boolean then 'unreadable_boolean'
            when mrr is null or currency is null or started_on is null then 'missing_required_value'
            when ended_on < started_on then 'ends_before_start'
            when mrr < 0 then 'negative_amount'
            when converted_mrr is null then 'no_exchange_rate'
            when abs(converted_mrr) > {{ number_setting('largest_amount') }} then 'amount_too_large'
            when seats not between 0 and {{ number_setting('largest_count') }} then 'count_out_of_range'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(subscription_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        subscription_id,
        account_id,
        landed_account_id,

        product,
        plan,
        case when reject_reason is null then cast(round(converted_mrr, 2) as decimal(18, 2)) end as mrr,
        currency,
        seats,
        started_on,
        ended_on,
        status,
        coalesce(is_trial, false) as is_trial,
        billing_period,
        renews_on,

        updated_at,
        updated_at as last_changed_at,
        cast(null as timestamp) as loaded_at,
        cast(coalesce(updated_at, cast(started_on as timestamp)) as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
