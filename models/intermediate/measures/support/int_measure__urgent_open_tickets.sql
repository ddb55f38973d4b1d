with

spine as (select * from {{ ref('int_account_spine') }}),

tickets as (select * from {{ ref('stg_support__tickets') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

-- A ticket of today or yesterday is still within a normal day's work and says nothing yet.
urgent_counts as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as ticket_count
    from spine
    inner join tickets
        on spine.account_id = tickets.account_id
            and cast(tickets.created_at as date) < {{ add_days('spine.as_of_date', -1) }}
            and (tickets.resolved_at is null or cast(tickets.resolved_at as date) > spine.as_of_date)
    where tickets.priority in ('urgent', 'high')
    group by spine.account_id, spine.as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'urgent_open_tickets' as measure_key,

        cast(coalesce(urgent_counts.ticket_count, 0) as decimal(28, 10)) as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(urgent_counts.ticket_count, 0) as integer) as sample_size
    from spine
    left join urgent_counts
        on spine.account_id = urgent_counts.account_id
            and spine.as_of_date = urgent_counts.as_of_date
    left join source_clock
        on spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'support.tickets'
)

select * from final
