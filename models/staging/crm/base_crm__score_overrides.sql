with raw as (
    select
        {{ cleaned([
            'override_id', 'account_id', 'objective_key', 'direction', 'value', 'reason_code', 'note', 'owner', 'approved_by',
            'starts_on', 'expires_on', 'source_relation'
        ]) }}
    from {{ raw('crm', 'score_overrides') }} as landed
),

enum_map as (select * from {{ ref('enum_map') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'crm') as source_relation,
        raw.override_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        raw.record_hash,

        lower(raw.objective_key) as objective_key,
        raw.direction as landed_direction,
        enum_map.mapped_value as direction,
        {{ parse_decimal('raw.value', 18, 6) }} as value,
        lower(raw.reason_code) as reason_code,
        raw.note,
        {{ clean_name('raw.owner') }} as owner,
        {{ clean_name('raw.approved_by') }} as approved_by,
        {{ parse_date('raw.starts_on') }} as starts_on,
        {{ parse_date('raw.expires_on') }} as expires_on,

        {{ has_hidden_characters("concat_ws(' ', raw.override_id, raw.account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.starts_on', 'raw.expires_on']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['raw.value'], 18, 6) }} as has_unreadable_number
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'crm.score_overrides.direction'
            and lower(raw.direction) = enum_map.raw_value
),

judged as (
    select
        *,
        case
            when override_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when landed_direction is null or value is null or starts_on is null then 'missing_required_value'
            when direction is null then 'unknown_code'
            when reason_code is null then 'override_without_reason'
            when owner is null then 'override_without_owner'
            when approved_by is null then 'override_without_approver'
            when expires_on is null then 'override_open_ended'
            when expires_on <= starts_on then 'ends_before_start'
            when {{ days_between('starts_on', 'expires_on') }} > {{ number_setting('override_max_days') }} then 'override_too_long'
            when value not between 0 and 100 then 'override_out_of_scale'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(override_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        override_id,
        account_id,
        landed_account_id,

        objective_key,
        direction,
        value,
        reason_code,
        note,
        owner,
        approved_by,
        starts_on,
        expires_on,

        cast(starts_on as timestamp) as last_changed_at,
        cast(null as timestamp) as loaded_at,
        starts_on as recorded_on,
        reject_reason
    from judged
)

select * from final
