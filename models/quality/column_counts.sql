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

preflight as (select * from {{ ref('preflight') }}),

counted as (
    select {{ column_counts('crm', 'accounts') }} from accounts where reject_reason is null group by age_class
    union all
    select {{ column_counts('crm', 'contacts') }} from contacts where reject_reason is null group by age_class
    union all
    select {{ column_counts('crm', 'activities') }} from activities where reject_reason is null group by age_class
    union all
    select {{ column_counts('crm', 'opportunities') }} from opportunities where reject_reason is null group by age_class
    union all
    select {{ column_counts('crm', 'account_pulses') }} from account_pulses where reject_reason is null group by age_class
    union all
    select {{ column_counts('crm', 'score_overrides') }} from score_overrides where reject_reason is null group by age_class
    union all
    select {{ summed_column_counts('usage', 'events') }} from event_counts group by age_class
    union all
    select {{ column_counts('billing', 'subscriptions') }} from subscriptions where reject_reason is null group by age_class
    union all
    select {{ column_counts('billing', 'invoices') }} from invoices where reject_reason is null group by age_class
    union all
    select {{ column_counts('support', 'tickets') }} from tickets where reject_reason is null group by age_class
    union all
    select {{ column_counts('support', 'messages') }} from messages where reject_reason is null group by age_class
    union all
    select {{ column_counts('survey', 'responses') }} from responses where reject_reason is null group by age_class
    union all
    select {{ column_counts('social', 'mentions') }} from mentions where reject_reason is null group by age_class
    union all
    select {{ column_counts('market', 'signals') }} from signals where reject_reason is null group by age_class
),

final as (
    select
        preflight.source_name,
        preflight.table_name,
        preflight.column_name,
        counted.age_class,

        preflight.column_type,
        preflight.is_filled_later,
        preflight.is_landed,

        cast(coalesce(counted.accepted_rows, 0) as bigint) as accepted_rows,
        cast(coalesce({{ counted_at('preflight.column_position', 'counted.filled') }}, 0) as bigint) as filled_rows,
        cast(coalesce({{ counted_at('preflight.column_position', 'counted.nonzero') }}, 0) as bigint) as nonzero_rows,
        cast(coalesce({{ counted_at('preflight.column_position', 'counted.magnitude') }}, 0) as bigint) as summed_magnitude
    from preflight
    left join counted
        on
            preflight.source_name = counted.source_name
            and preflight.table_name = counted.table_name
)

select * from final
