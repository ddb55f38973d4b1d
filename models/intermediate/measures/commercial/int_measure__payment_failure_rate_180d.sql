with

spine as (select * from {{ ref('int_account_spine') }}),

invoices as (select * from {{ ref('stg_billing__invoices') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

-- Whether a payment failed is unknown where the count did not arrive: such an invoice is neither a failure nor a success.
known_invoices as (
    select
        account_id,
        issued_on,
        case when failed_attempts > 0 then 1 else 0 end as failure_count
    from invoices
    where failed_attempts is not null
),

invoiced as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as invoice_count,
        sum(known_invoices.failure_count) as failed_invoice_count
    from spine
    inner join known_invoices
        on
            spine.account_id = known_invoices.account_id
            and {{ within_last_days('known_invoices.issued_on', 'spine.as_of_date', 180) }}
    group by
        spine.account_id,
        spine.as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'payment_failure_rate_180d' as measure_key,

        {{ exact_quotient('invoiced.failed_invoice_count', 'invoiced.invoice_count', 10, 0, 0) }} as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(invoiced.invoice_count, 0) as integer) as sample_size
    from spine
    left join invoiced
        on
            spine.account_id = invoiced.account_id
            and spine.as_of_date = invoiced.as_of_date
    left join source_clock
        on
            spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'billing.invoices'
)

select * from final
