-- How did recurring revenue move, month by month? One row per calendar month and kind of movement: customer-months and revenue moved.
-- A month counts as paid when its first day is; the month after the last paid one shows the loss.
with subscriptions as (
    select * from {{ ref('stg_billing__subscriptions') }}
),

paid as (
    select
        account_id,
        started_on,
        ended_on,
        mrr
    from subscriptions
    where
        mrr > 0
        and not is_trial
        and (ended_on is null or ended_on > started_on)
),

digits as (
    {% for digit in range(10) -%}
        select {{ digit }} as digit {{ 'union all' if not loop.last }}
    {% endfor -%}
),

reach as (
    select
        min(started_on) as first_day,
        max(coalesce(ended_on, {{ add_days('started_on', 31) }})) as last_day
    from paid
),

days as (
    select
        {{ add_days('reach.first_day', 'ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit - 31') }} as day_on,
        reach.last_day
    from reach
    cross join digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
),

months as (
    select
        day_on as month_on,
        row_number() over (order by day_on) as month_number
    from days
    where
        extract(day from day_on) = 1
        and day_on <= {{ add_days('last_day', 31) }}
),

paid_months as (
    select
        paid.account_id,
        months.month_on,
        months.month_number,
        sum(paid.mrr) as mrr
    from months
    inner join paid
        on
            months.month_on >= paid.started_on
            and (paid.ended_on is null or months.month_on < paid.ended_on)
    group by
        paid.account_id,
        months.month_on,
        months.month_number
),

neighbours as (
    select
        account_id,
        month_on,
        month_number,
        mrr,
        lag(mrr) over (partition by account_id order by month_number) as earlier_mrr,
        lag(month_number) over (partition by account_id order by month_number) as earlier_month,
        lead(month_number) over (partition by account_id order by month_number) as later_month
    from paid_months
),

paying as (
    select
        account_id,
        month_on,
        mrr,
        case
            when earlier_month is null then 'new'
            when earlier_month < month_number - 1 then 'reactivation'
            when mrr > earlier_mrr then 'upgrade'
            when mrr < earlier_mrr then 'downgrade'
            else 'none'
        end as movement,
        case
            when earlier_month is null or earlier_month < month_number - 1 then mrr
            else mrr - earlier_mrr
        end as mrr_change
    from neighbours
),

lost as (
    select
        neighbours.account_id,
        months.month_on,
        cast(0 as decimal(18, 2)) as mrr,
        'churn' as movement,
        -neighbours.mrr as mrr_change
    from neighbours
    inner join months
        on neighbours.month_number + 1 = months.month_number
    where
        neighbours.later_month is null
        or neighbours.later_month > neighbours.month_number + 1
),

-- Between the month of the loss and the return the customer is still counted, with nothing paid and nothing moved.
idle as (
    select
        neighbours.account_id,
        months.month_on,
        cast(0 as decimal(18, 2)) as mrr,
        'none' as movement,
        cast(0 as decimal(18, 2)) as mrr_change
    from neighbours
    inner join months
        on
            neighbours.month_number + 1 < months.month_number
            and neighbours.later_month > months.month_number
),

customer_months as (
    select
        account_id,
        month_on,
        mrr,
        movement,
        mrr_change
    from paying
    union all
    select
        account_id,
        month_on,
        mrr,
        movement,
        mrr_change
    from lost
    union all
    select
        account_id,
        month_on,
        mrr,
        movement,
        mrr_change
    from idle
),

final as (
    select
        month_on,
        movement,
        count(*) as customer_months,
        sum(mrr) as mrr,
        sum(mrr_change) as mrr_change
    from customer_months
    group by
        month_on,
        movement
)

select * from final
order by month_on, movement
