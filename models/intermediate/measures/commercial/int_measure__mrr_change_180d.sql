with

spine as (select * from {{ ref('int_account_spine') }}),

subscriptions as (select * from {{ ref('stg_billing__subscriptions') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

paid_subscriptions as (
    select
        account_id,
        mrr,
        started_on,
        ended_on
    from subscriptions
    where
        mrr > 0
        and not coalesce(is_trial, false)
),

earlier_revenue as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as subscription_count,
        sum(paid_subscriptions.mrr) as mrr
    from spine
    inner join paid_subscriptions
        on
            spine.account_id = paid_subscriptions.account_id
            and paid_subscriptions.started_on <= {{ add_days('spine.as_of_date', -180) }}
            and (paid_subscriptions.ended_on is null or paid_subscriptions.ended_on > {{ add_days('spine.as_of_date', -180) }})
    group by
        spine.account_id,
        spine.as_of_date
),

-- Subscriptions rarely change, so a quiet table is no dead one: invoices show that billing still arrives.
billing_clock as (
    select
        as_of_date,
        max(newest_record_on) as newest_record_on
    from source_clock
    where source_table in ('billing.subscriptions', 'billing.invoices')
    group by as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'mrr_change_180d' as measure_key,

        {{ exact_quotient('spine.mrr - earlier_revenue.mrr', 'earlier_revenue.mrr', 10, 2, 2) }} as measured_value,
        billing_clock.newest_record_on as observed_on,
        cast(coalesce(earlier_revenue.subscription_count, 0) as integer) as sample_size
    from spine
    left join earlier_revenue
        on
            spine.account_id = earlier_revenue.account_id
            and spine.as_of_date = earlier_revenue.as_of_date
    left join billing_clock on spine.as_of_date = billing_clock.as_of_date
)

select * from final
