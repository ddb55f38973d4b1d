with base as (select * from {{ ref('base_crm__accounts') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

accepted as (
    select
        *,
        {{ arrival_rank(['account_key']) }} as arrival_rank
    from base
    where reject_reason is null
),

-- An account that was merged into its own child has no parent left; one that names itself is a mistake and is kept for the test to find.
final as (
    select
        accepted.source_relation,
        accepted.account_id,
        case
            when parents.account_id <> accepted.account_id or accepted.parent_account_key = accepted.account_key then parents.account_id
        end as parent_account_id,

        accepted.account_name,
        accepted.industry,
        accepted.segment,
        accepted.region,
        accepted.owner_name,
        accepted.owner_email,
        accepted.created_at,
        accepted.employee_count,
        accepted.seats,
        accepted.currency,

        accepted.updated_at,
        accepted.loaded_at,
        accepted.record_hash
    from accepted
    left join account_keys as parents on accepted.parent_account_key = parents.account_key
    where accepted.arrival_rank = 1
)

select * from final
