-- What: a merged account leads to an account the CRM does not have, in a circle, or over more than three merges.
-- When it matters: always. Everything the merged account owned would be lost or stay with a customer that no longer exists.
-- A merge of two accounts that this company's CRM does not know (another company shares the seed) concerns nobody and passes.
-- How to resolve: correct surviving_account_id in seeds/reference/account_merges.csv; for a long chain, name the last survivor directly.
with account_merges as (select * from {{ ref('account_merges') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

accounts as (select * from {{ ref('base_crm__accounts') }}),

landed_keys as (select distinct account_key from accounts),

merged_keys as (
    select
        merged_account_id,
        surviving_account_id,
        upper(trim(merged_account_id)) as account_key
    from account_merges
)

select
    'seeds/reference/account_merges.csv' as file,
    {{ row_name(['merged_keys.merged_account_id']) }} as row_key,
    case
        when account_keys.account_id is null then 'the account it leads to is unknown'
        else 'it leads in a circle, or over more than three merges'
    end as problem,
    'correct surviving_account_id; for a long chain, name the last survivor directly' as remedy,
    merged_keys.merged_account_id as account_id
from merged_keys
left join landed_keys on merged_keys.account_key = landed_keys.account_key
left join account_keys on merged_keys.account_key = account_keys.account_key
left join merged_keys as merged_again on upper(account_keys.account_id) = merged_again.account_key
where
    (account_keys.account_id is null and landed_keys.account_key is not null)
    or merged_again.account_key is not null
