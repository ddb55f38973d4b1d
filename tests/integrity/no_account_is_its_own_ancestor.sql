-- What: the parents of an account lead back to it, within six levels.
-- When it matters: always. Totals by parent would never end or count the account twice.
-- How to resolve: follow account_path and correct one parent_account_id in the CRM.
with accounts as (select * from {{ ref('stg_crm__accounts') }}),

steps as (
    select
        account_id,
        parent_account_id
    from accounts
    where parent_account_id is not null
),

-- Each level is the parent of the one before; the path ends where it is empty.
walked as (
    select
        steps.account_id,
        steps.parent_account_id as ancestor_1,
        second_steps.parent_account_id as ancestor_2,
        third_steps.parent_account_id as ancestor_3,
        fourth_steps.parent_account_id as ancestor_4,
        fifth_steps.parent_account_id as ancestor_5,
        sixth_steps.parent_account_id as ancestor_6
    from steps
    left join steps as second_steps on steps.parent_account_id = second_steps.account_id
    left join steps as third_steps on second_steps.parent_account_id = third_steps.account_id
    left join steps as fourth_steps on third_steps.parent_account_id = fourth_steps.account_id
    left join steps as fifth_steps on fourth_steps.parent_account_id = fifth_steps.account_id
    left join steps as sixth_steps on fifth_steps.parent_account_id = sixth_steps.account_id
),

paths as (
    select
        account_id,
        case
            when account_id = ancestor_1 then concat_ws(' > ', account_id, ancestor_1)
            when account_id = ancestor_2 then concat_ws(' > ', account_id, ancestor_1, ancestor_2)
            when account_id = ancestor_3 then concat_ws(' > ', account_id, ancestor_1, ancestor_2, ancestor_3)
            when account_id = ancestor_4 then concat_ws(' > ', account_id, ancestor_1, ancestor_2, ancestor_3, ancestor_4)
            when account_id = ancestor_5 then concat_ws(' > ', account_id, ancestor_1, ancestor_2, ancestor_3, ancestor_4, ancestor_5)
            else concat_ws(' > ', account_id, ancestor_1, ancestor_2, ancestor_3, ancestor_4, ancestor_5, ancestor_6)
        end as account_path
    from walked
    where account_id in (ancestor_1, ancestor_2, ancestor_3, ancestor_4, ancestor_5, ancestor_6)
)

select
    'models/staging/crm/stg_crm__accounts.sql' as file,
    {{ row_name(['account_id']) }} as row_key,
    'its parents lead back to it: ' || account_path as problem,
    'correct one parent_account_id of this path in the CRM' as remedy,
    account_id
from paths
