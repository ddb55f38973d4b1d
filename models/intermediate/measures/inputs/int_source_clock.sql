{%- set record_dates = [
    ('usage.events', 'user_days', 'active_on'),
    ('usage.events', 'feature_days', 'active_on'),
    ('support.tickets', 'tickets', 'cast(created_at as date)'),
    ('support.messages', 'messages', 'cast(sent_at as date)'),
    ('billing.invoices', 'invoices', 'issued_on'),
    ('billing.subscriptions', 'subscriptions', 'started_on'),
    ('billing.subscriptions', 'subscriptions', 'ended_on'),
    ('billing.subscriptions', 'subscriptions', 'cast(updated_at as date)'),
    ('crm.activities', 'activities', 'cast(occurred_at as date)'),
    ('crm.contacts', 'contacts', 'cast(created_at as date)'),
    ('crm.contacts', 'contacts', 'left_on'),
    ('crm.contacts', 'contacts', 'cast(updated_at as date)'),
    ('crm.opportunities', 'opportunities', 'cast(created_at as date)'),
    ('crm.opportunities', 'opportunities', 'close_on'),
] -%}

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
    {% for source_table, records, record_on in record_dates %}
        select distinct
            '{{ source_table }}' as source_table,
            {{ record_on }} as record_on
        from {{ records }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
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
