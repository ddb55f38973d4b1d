with raw as (
    select
        {{ cleaned([
            'contact_id', 'account_id', 'email', 'role', 'is_active', 'full_name', 'created_at', 'left_on', 'updated_at',
            'source_relation'
        ]) }}
    from {{ raw('crm', 'contacts') }} as landed
),

enum_map as (select * from {{ ref('enum_map') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'crm') as source_relation,
        upper(raw.contact_id) as contact_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        raw.record_hash,

        raw.email,
        raw.role as landed_role,
        enum_map.mapped_value as role,
        {{ parse_boolean('raw.is_active') }} as is_active,
        {{ clean_name('raw.full_name') }} as full_name,
        {{ parse_timestamp('raw.created_at') }} as created_at,
        {{ parse_date('raw.left_on') }} as left_on,
        {{ parse_timestamp('raw.updated_at') }} as updated_at,

        {{ has_hidden_characters("concat_ws(' ', raw.contact_id, raw.account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.created_at', 'raw.left_on', 'raw.updated_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_boolean, ['raw.is_active']) }} as has_unreadable_boolean
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'crm.contacts.role'
            and lower(raw.role) = enum_map.raw_value
),

judged as (
    select
        *,
        case
            when contact_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_boolean then 'unreadable_boolean'
            when landed_role is not null and role is null then 'unknown_code'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(contact_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        contact_id,
        account_id,
        landed_account_id,

        email,
        role,
        is_active,
        full_name,
        created_at,
        left_on,

        updated_at,
        updated_at as last_changed_at,
        cast(null as timestamp) as loaded_at,
        cast(coalesce(updated_at, created_at) as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
