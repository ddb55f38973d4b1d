with

spine as (select * from {{ ref('int_account_spine') }}),

invoices as (select * from {{ ref('stg_billing__invoices') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

-- Void and refunded invoices are owed by nobody. A paid invoice whose payment day did not arrive counts as paid on time.
owed_invoices as (
    select
        account_id,
        amount,
        issued_on,
        due_on,
        coalesce(paid_on, case when status = 'paid' then due_on end) as settled_on
    from invoices
    where status not in ('void', 'refunded')
),

invoiced as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as invoice_count,
        sum(owed_invoices.amount) as issued_amount,
        sum(
            case
                when
                    owed_invoices.due_on < spine.as_of_date
                    and (owed_invoices.settled_on is null or owed_invoices.settled_on > spine.as_of_date)
                    then owed_invoices.amount
                else 0
            end
        ) as overdue_amount
    from spine
    inner join owed_invoices
        on
            spine.account_id = owed_invoices.account_id
            and {{ within_last_days('owed_invoices.issued_on', 'spine.as_of_date', 365) }}
    group by
        spine.account_id,
        spine.as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'overdue_share' as measure_key,

        {{ exact_quotient('invoiced.overdue_amount', 'invoiced.issued_amount', 10, 2, 2) }} as measured_value,
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
