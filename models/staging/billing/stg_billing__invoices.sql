with base as (select * from {{ ref('base_billing__invoices') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'invoice_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        invoice_id,
        account_id,

        amount,
        currency,
        issued_on,
        due_on,
        paid_on,
        status,
        payment_attempts,
        failed_attempts,

        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
