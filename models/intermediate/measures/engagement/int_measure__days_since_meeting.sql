with

spine as (select * from {{ ref('int_account_spine') }}),

activities as (select * from {{ ref('stg_crm__activities') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

-- A meeting before the first paid day belongs to the sale or to an earlier tenure.
last_meetings as (
    select
        spine.account_id,
        spine.as_of_date,
        max(cast(activities.occurred_at as date)) as last_met_on,
        count(*) as meeting_count
    from spine
    inner join activities
        on spine.account_id = activities.account_id
            and cast(activities.occurred_at as date) >= spine.tenure_started_on
            and cast(activities.occurred_at as date) <= spine.as_of_date
    where activities.activity_type in ('meeting', 'call', 'qbr')
    group by spine.account_id, spine.as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'days_since_meeting' as measure_key,

        cast(
            {{ days_between('coalesce(last_meetings.last_met_on, spine.tenure_started_on)', 'spine.as_of_date') }}
            as decimal(28, 10)
        ) as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(last_meetings.meeting_count, 0) as integer) as sample_size
    from spine
    left join last_meetings
        on spine.account_id = last_meetings.account_id
            and spine.as_of_date = last_meetings.as_of_date
    left join source_clock
        on spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'crm.activities'
)

select * from final
