with base as (select * from {{ ref('base_billing__subscriptions') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['source_relation', 'subscription_id']) }} as arrival_rank
    from base
    where reject_reason is null
),

final as (
    select
        source_relation,
        subscription_id,
        account_id,

        product,
        plan,
        mrr,
        currency,
        seats,
        started_on,
        ended_on,
        status,
        is_trial,
        billing_period,
        renews_on,

        updated_at,
        record_hash
    from accepted
    where arrival_rank = 1
)

select * from final
