with

spine as (select * from {{ ref('int_account_spine') }}),

contacts as (select * from {{ ref('stg_crm__contacts') }}),

-- is_active is what the CRM says today; a leaving date says it for every date, so it goes first.
contacts_on_date as (
    select
        spine.account_id,
        spine.as_of_date,
        case when contacts.role in ('sponsor', 'champion') then 1 else 0 end as is_champion,
        case
            when cast(contacts.created_at as date) > spine.as_of_date then 0
            when contacts.left_on > spine.as_of_date then 1
            when contacts.left_on is null and contacts.is_active then 1
            else 0
        end as is_active_on_date,
        case when {{ within_last_days('contacts.left_on', 'spine.as_of_date', 90) }} then 1 else 0 end as has_left_90d
    from spine
    inner join contacts on spine.account_id = contacts.account_id
),

account_totals as (
    select
        account_id,
        as_of_date,
        sum(is_active_on_date) as active_contacts,
        sum(is_active_on_date * is_champion) as active_champions,
        sum(has_left_90d * is_champion) as champions_left_90d
    from contacts_on_date
    group by account_id, as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,

        cast(coalesce(account_totals.active_contacts, 0) as integer) as active_contacts,
        cast(coalesce(account_totals.active_champions, 0) as integer) as active_champions,
        cast(coalesce(account_totals.champions_left_90d, 0) as integer) as champions_left_90d
    from spine
    left join account_totals
        on spine.account_id = account_totals.account_id
            and spine.as_of_date = account_totals.as_of_date
)

select * from final
