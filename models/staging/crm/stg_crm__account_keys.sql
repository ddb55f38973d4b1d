with accounts as (select * from {{ ref('base_crm__accounts') }}),

account_merges as (select * from {{ ref('account_merges') }}),

ranked as (
    select
        account_key,
        account_id,
        {{ arrival_rank(['account_key']) }} as arrival_rank
    from accounts
    where reject_reason is null
),

own_keys as (
    select
        account_key,
        account_id
    from ranked
    where arrival_rank = 1
),

merge_steps as (
    select
        upper(trim(merged_account_id)) as account_key,
        upper(trim(surviving_account_id)) as surviving_key
    from account_merges
),

-- A survivor may be merged again later: two more steps are followed, and a test refuses longer chains.
survivors as (
    select
        merge_steps.account_key,
        coalesce(third_steps.surviving_key, second_steps.surviving_key, merge_steps.surviving_key) as surviving_key
    from merge_steps
    left join merge_steps as second_steps on merge_steps.surviving_key = second_steps.account_key
    left join merge_steps as third_steps on second_steps.surviving_key = third_steps.account_key
),

merged_keys as (
    select
        survivors.account_key,
        own_keys.account_id
    from survivors
    inner join own_keys on survivors.surviving_key = own_keys.account_key
),

unmerged_keys as (
    select
        own_keys.account_key,
        own_keys.account_id
    from own_keys
    left join merged_keys on own_keys.account_key = merged_keys.account_key
    where merged_keys.account_key is null
),

final as (
    select
        account_key,
        account_id
    from unmerged_keys
    union all
    select
        account_key,
        account_id
    from merged_keys
)

select * from final
