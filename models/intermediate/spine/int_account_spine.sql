with as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

paid_periods as (
    select * from {{ ref('int_paid_periods') }}
),

accounts as (
    select * from {{ ref('stg_crm__accounts') }}
),

paying as (
    select
        paid_periods.account_id,
        as_of_dates.as_of_date,
        as_of_dates.previous_as_of_date,
        as_of_dates.is_latest_date,
        max(paid_periods.tenure_started_on) as tenure_started_on,
        sum(paid_periods.mrr) as mrr,
        sum(paid_periods.seats) as subscribed_seats,
        -- A renewal that has passed is no longer one to prepare for.
        min(case when paid_periods.renews_on >= as_of_dates.as_of_date then paid_periods.renews_on end) as renews_on
    from as_of_dates
    inner join paid_periods
        on
            as_of_dates.as_of_date >= paid_periods.started_on
            and (paid_periods.ended_on is null or as_of_dates.as_of_date < paid_periods.ended_on)
    group by
        paid_periods.account_id,
        as_of_dates.as_of_date,
        as_of_dates.previous_as_of_date,
        as_of_dates.is_latest_date
),

final as (
    select
        paying.account_id,
        paying.as_of_date,
        paying.previous_as_of_date,
        paying.is_latest_date,

        accounts.account_name,
        accounts.parent_account_id,
        accounts.industry,
        accounts.segment,
        accounts.region,
        accounts.owner_name as account_owner,

        cast(row_number() over (partition by paying.as_of_date order by paying.account_id) as integer) as account_number,
        paying.tenure_started_on,
        {{ days_between('paying.tenure_started_on', 'paying.as_of_date') }} as tenure_days,
        paying.renews_on,
        cast(coalesce(paying.subscribed_seats, accounts.seats) as integer) as seats,
        cast(paying.mrr as decimal(18, 2)) as mrr,
        cast(paying.mrr * 12 as decimal(18, 2)) as arr
    from paying
    inner join accounts
        on paying.account_id = accounts.account_id
)

select * from final
