with raw as (
    select
        {{ cleaned(['pulse_id', 'account_id', 'author', 'function', 'pulse', 'reason_codes', 'recorded_at', 'note', 'source_relation']) }}
    from {{ raw('crm', 'account_pulses') }} as landed
),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'crm') as source_relation,
        raw.pulse_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        raw.record_hash,

        {{ clean_name('raw.author') }} as author,
        lower(raw.function) as function,
        {{ parse_integer('raw.pulse') }} as pulse,
        raw.reason_codes,
        {{ parse_timestamp('raw.recorded_at') }} as recorded_at,
        raw.note,

        {{ has_hidden_characters("concat_ws(' ', raw.pulse_id, raw.account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.recorded_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_integer, ['raw.pulse']) }} as has_unreadable_number
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
),

judged as (
    select
        *,
        case
            when pulse_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when pulse is null or recorded_at is null then 'missing_required_value'
            when pulse not between 1 and 5 then 'score_out_of_scale'
            when {{ is_in_future('recorded_at') }} then 'in_the_future'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(pulse_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        pulse_id,
        account_id,
        landed_account_id,

        author,
        function,
        pulse,
        reason_codes,
        recorded_at,
        note,

        recorded_at as last_changed_at,
        cast(null as timestamp) as loaded_at,
        cast(recorded_at as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
