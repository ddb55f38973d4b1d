with accounts as (select * from {{ ref('base_crm__accounts') }}),

contacts as (select * from {{ ref('base_crm__contacts') }}),

activities as (select * from {{ ref('base_crm__activities') }}),

opportunities as (select * from {{ ref('base_crm__opportunities') }}),

account_pulses as (select * from {{ ref('base_crm__account_pulses') }}),

score_overrides as (select * from {{ ref('base_crm__score_overrides') }}),

event_counts as (select * from {{ ref('stg_usage__event_counts') }}),

subscriptions as (select * from {{ ref('base_billing__subscriptions') }}),

invoices as (select * from {{ ref('base_billing__invoices') }}),

tickets as (select * from {{ ref('base_support__tickets') }}),

messages as (select * from {{ ref('base_support__messages') }}),

responses as (select * from {{ ref('base_survey__responses') }}),

mentions as (select * from {{ ref('base_social__mentions') }}),

signals as (select * from {{ ref('base_market__signals') }}),

contents as (
    select {{ content_row('crm', 'accounts') }} from accounts where reject_reason is null
    union all
    select {{ content_row('crm', 'contacts') }} from contacts where reject_reason is null
    union all
    select {{ content_row('crm', 'activities') }} from activities where reject_reason is null
    union all
    select {{ content_row('crm', 'opportunities') }} from opportunities where reject_reason is null
    union all
    select {{ content_row('crm', 'account_pulses') }} from account_pulses where reject_reason is null
    union all
    select {{ content_row('crm', 'score_overrides') }} from score_overrides where reject_reason is null
    union all
    select {{ content_row('billing', 'subscriptions') }} from subscriptions where reject_reason is null
    union all
    select {{ content_row('billing', 'invoices') }} from invoices where reject_reason is null
    union all
    select {{ content_row('support', 'tickets') }} from tickets where reject_reason is null
    union all
    select {{ content_row('support', 'messages') }} from messages where reject_reason is null
    union all
    select {{ content_row('survey', 'responses') }} from responses where reject_reason is null
    union all
    select {{ content_row('social', 'mentions') }} from mentions where reject_reason is null
    union all
    select {{ content_row('market', 'signals') }} from signals where reject_reason is null
),

-- Two keys with one content; a record delivered twice has one key and is no copy.
grouped as (
    select
        source_name,
        table_name,
        content,
        count(*) as accepted_rows,
        min(record) <> max(record) as is_copied
    from contents
    group by
        source_name,
        table_name,
        content
),

unioned as (
    select
        source_name,
        table_name,
        accepted_rows,
        case when is_copied then accepted_rows else 0 end as copied_rows
    from grouped
    union all
    select
        'usage' as source_name,
        'events' as table_name,
        accepted_rows,
        copied_rows
    from event_counts
),

final as (
    select
        source_name,
        table_name,

        cast(sum(accepted_rows) as bigint) as accepted_rows,
        cast(sum(copied_rows) as bigint) as copied_rows
    from unioned
    group by
        source_name,
        table_name
)

select * from final
