with accounts as (select * from {{ ref('base_crm__accounts') }}),

contacts as (select * from {{ ref('base_crm__contacts') }}),

activities as (select * from {{ ref('base_crm__activities') }}),

opportunities as (select * from {{ ref('base_crm__opportunities') }}),

account_pulses as (select * from {{ ref('base_crm__account_pulses') }}),

score_overrides as (select * from {{ ref('base_crm__score_overrides') }}),

events as (select * from {{ ref('base_usage__events') }}),

event_versions as (select * from {{ ref('stg_usage__event_versions') }}),

subscriptions as (select * from {{ ref('base_billing__subscriptions') }}),

invoices as (select * from {{ ref('base_billing__invoices') }}),

tickets as (select * from {{ ref('base_support__tickets') }}),

messages as (select * from {{ ref('base_support__messages') }}),

responses as (select * from {{ ref('base_survey__responses') }}),

mentions as (select * from {{ ref('base_social__mentions') }}),

signals as (select * from {{ ref('base_market__signals') }}),

-- An account is the same whichever connection it came by.
final as (
    select {{ landed_row('crm', 'accounts', key_relation="'crm'") }} from accounts
    union all
    select {{ landed_row('crm', 'contacts') }} from contacts
    union all
    select {{ landed_row('crm', 'activities') }} from activities
    union all
    select {{ landed_row('crm', 'opportunities') }} from opportunities
    union all
    select {{ landed_row('crm', 'account_pulses') }} from account_pulses
    union all
    select {{ landed_row('crm', 'score_overrides') }} from score_overrides
    union all
    select {{ landed_row('usage', 'events') }} from events where reject_reason is not null
    union all
    select {{ landed_row('usage', 'events') }} from event_versions
    union all
    select {{ landed_row('billing', 'subscriptions') }} from subscriptions
    union all
    select {{ landed_row('billing', 'invoices') }} from invoices
    union all
    select {{ landed_row('support', 'tickets') }} from tickets
    union all
    select {{ landed_row('support', 'messages') }} from messages
    union all
    select {{ landed_row('survey', 'responses') }} from responses
    union all
    select {{ landed_row('social', 'mentions') }} from mentions
    union all
    select {{ landed_row('market', 'signals') }} from signals
)

select * from final
