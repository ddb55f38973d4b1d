with

spine as (select * from {{ ref('int_account_spine') }}),

tickets as (select * from {{ ref('stg_support__tickets') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

ticket_counts as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as ticket_count
    from spine
    inner join tickets
        on spine.account_id = tickets.account_id
            and {{ within_last_days('cast(tickets.created_at as date)', 'spine.as_of_date', 90) }}
    group by spine.account_id, spine.as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'tickets_per_10_seats_90d' as measure_key,

        {{ exact_quotient('10 * coalesce(ticket_counts.ticket_count, 0)', 'spine.seats', 10, 0, 0) }} as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(ticket_counts.ticket_count, 0) as integer) as sample_size
    from spine
    left join ticket_counts
        on spine.account_id = ticket_counts.account_id
            and spine.as_of_date = ticket_counts.as_of_date
    left join source_clock
        on spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'support.tickets'
)

select * from final
