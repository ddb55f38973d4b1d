with

spine as (select * from {{ ref('int_account_spine') }}),

activities as (select * from {{ ref('stg_crm__activities') }}),

survey_answers as (select * from {{ ref('int_survey_answers') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

contact_days as (
    select
        account_id,
        contact_id,
        cast(occurred_at as date) as engaged_on
    from activities
    where contact_id is not null
    union all
    select
        account_id,
        contact_id,
        answered_on as engaged_on
    from survey_answers
    where contact_id is not null
),

engaged_contacts as (
    select
        spine.account_id,
        spine.as_of_date,
        contact_days.contact_id
    from spine
    inner join contact_days
        on spine.account_id = contact_days.account_id
            and {{ within_last_days('contact_days.engaged_on', 'spine.as_of_date', 90) }}
    group by spine.account_id, spine.as_of_date, contact_days.contact_id
),

contact_counts as (
    select
        account_id,
        as_of_date,
        count(*) as contact_count
    from engaged_contacts
    group by account_id, as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'contacts_engaged_90d' as measure_key,

        cast(coalesce(contact_counts.contact_count, 0) as decimal(28, 10)) as measured_value,
        source_clock.newest_record_on as observed_on,
        cast(coalesce(contact_counts.contact_count, 0) as integer) as sample_size
    from spine
    left join contact_counts
        on spine.account_id = contact_counts.account_id
            and spine.as_of_date = contact_counts.as_of_date
    left join source_clock
        on spine.as_of_date = source_clock.as_of_date
            and source_clock.source_table = 'crm.activities'
)

select * from final
