with

as_of_dates as (select * from {{ ref('int_as_of_dates') }}),

user_days as (select * from {{ ref('int_usage_user_days') }}),

feature_days as (select * from {{ ref('int_usage_feature_days') }}),

tickets as (select * from {{ ref('stg_support__tickets') }}),

messages as (select * from {{ ref('stg_support__messages') }}),

invoices as (select * from {{ ref('stg_billing__invoices') }}),

subscriptions as (select * from {{ ref('stg_billing__subscriptions') }}),

activities as (select * from {{ ref('stg_crm__activities') }}),

contacts as (select * from {{ ref('stg_crm__contacts') }}),

opportunities as (select * from {{ ref('stg_crm__opportunities') }}),

-- Every date a record carries shows that the source was alive on that day. Distinct days first: a few thousand rows meet the as-of dates.
record_days as (
    select distinct 'usage.events' as source_table, active_on as record_on from user_days
    union all
    select distinct 'usage.events' as source_table, active_on as record_on from feature_days
    union all
    select distinct 'support.tickets' as source_table, cast(created_at as date) as record_on from tickets
    union all
    select distinct 'support.messages' as source_table, cast(sent_at as date) as record_on from messages
    union all
    select distinct 'billing.invoices' as source_table, issued_on as record_on from invoices
    union all
    select distinct 'billing.subscriptions' as source_table, started_on as record_on from subscriptions
    union all
    select distinct 'billing.subscriptions' as source_table, ended_on as record_on from subscriptions
    union all
    select distinct 'billing.subscriptions' as source_table, cast(updated_at as date) as record_on from subscriptions
    union all
    select distinct 'crm.activities' as source_table, cast(occurred_at as date) as record_on from activities
    union all
    select distinct 'crm.contacts' as source_table, cast(created_at as date) as record_on from contacts
    union all
    select distinct 'crm.contacts' as source_table, left_on as record_on from contacts
    union all
    select distinct 'crm.contacts' as source_table, cast(updated_at as date) as record_on from contacts
    union all
    select distinct 'crm.opportunities' as source_table, cast(created_at as date) as record_on from opportunities
    union all
    select distinct 'crm.opportunities' as source_table, close_on as record_on from opportunities
),

final as (
    select
        record_days.source_table,
        as_of_dates.as_of_date,

        max(record_days.record_on) as newest_record_on
    from as_of_dates
    inner join record_days on as_of_dates.as_of_date >= record_days.record_on
    group by
        record_days.source_table,
        as_of_dates.as_of_date
)

select * from final
