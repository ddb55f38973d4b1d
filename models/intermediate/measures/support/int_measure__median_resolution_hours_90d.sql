with

spine as (select * from {{ ref('int_account_spine') }}),

tickets as (select * from {{ ref('stg_support__tickets') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

-- A ticket resolved after the as-of date was open on it: its age counts, not the resolution nobody knew of yet.
ticket_ages as (
    select
        spine.account_id,
        spine.as_of_date,
        tickets.source_relation,
        tickets.ticket_id,
        case
            when cast(tickets.resolved_at as date) <= spine.as_of_date
                then {{ elapsed_microseconds('tickets.created_at', 'tickets.resolved_at') }}
            else {{ elapsed_microseconds('tickets.created_at', 'cast(' ~ add_days('spine.as_of_date', 1) ~ ' as timestamp)') }}
        end as age_microseconds
    from spine
    inner join tickets
        on spine.account_id = tickets.account_id
            and cast(tickets.created_at as date) <= spine.as_of_date
            and (tickets.resolved_at is null or cast(tickets.resolved_at as date) > {{ add_days('spine.as_of_date', -90) }})
),

ranked_ages as (
    select
        account_id,
        as_of_date,
        age_microseconds,
        row_number() over (
            partition by account_id, as_of_date
            order by age_microseconds nulls last, source_relation nulls last, ticket_id nulls last
        ) as age_rank,
        count(*) over (partition by account_id, as_of_date) as ticket_count
    from ticket_ages
),

-- One middle of an odd count, two of an even one.
medians as (
    select
        account_id,
        as_of_date,
        max(ticket_count) as ticket_count,
        {{ exact_quotient('-sum(age_microseconds)', '3600000000 * count(*)', 10) }} as negated_hours
    from ranked_ages
    where 2 * age_rank between ticket_count and ticket_count + 2
    group by account_id, as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'median_resolution_hours_90d' as measure_key,

        medians.negated_hours as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(medians.ticket_count, 0) as integer) as sample_size
    from spine
    left join medians
        on spine.account_id = medians.account_id
            and spine.as_of_date = medians.as_of_date
    left join source_clock
        on spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'support.tickets'
)

select * from final
