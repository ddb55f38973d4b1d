with subscriptions as (
    select * from {{ ref('stg_billing__subscriptions') }}
),

excluded_accounts as (
    select * from {{ ref('excluded_accounts') }}
),

-- Dates decide who pays, never the status column; a period that ends on the day it starts was never paid. Where nobody lands is_trial,
-- nothing is a trial.
paid as (
    select
        subscriptions.account_id,
        subscriptions.subscription_id,
        subscriptions.source_relation,
        subscriptions.started_on,
        subscriptions.ended_on,
        subscriptions.renews_on,
        subscriptions.mrr,
        subscriptions.seats
    from subscriptions
    left join excluded_accounts
        on {{ clean_id('subscriptions.account_id') }} = {{ clean_id('excluded_accounts.account_id') }}
    where
        excluded_accounts.account_id is null
        and subscriptions.mrr > 0
        and not coalesce(subscriptions.is_trial, false)
        and (subscriptions.ended_on is null or subscriptions.ended_on > subscriptions.started_on)
),

with_previous_end as (
    select
        *,
        max(coalesce(ended_on, cast('9999-12-31' as date))) over (
            partition by account_id
            order by started_on, subscription_id, source_relation
            rows between unbounded preceding and 1 preceding
        ) as paid_until
    from paid
),

with_tenure_starts as (
    select
        *,
        case
            when paid_until is null then 1
            when {{ days_between('paid_until', 'started_on') }} > {{ var('reactivation_gap_days') | int }} then 1
            else 0
        end as starts_tenure
    from with_previous_end
),

with_tenure_numbers as (
    select
        *,
        sum(starts_tenure) over (
            partition by account_id
            order by started_on, subscription_id, source_relation
            rows between unbounded preceding and current row
        ) as tenure_number
    from with_tenure_starts
),

final as (
    select
        account_id,
        subscription_id,
        source_relation,

        started_on,
        ended_on,
        renews_on,
        min(started_on) over (partition by account_id, tenure_number) as tenure_started_on,

        mrr,
        seats
    from with_tenure_numbers
)

select * from final
