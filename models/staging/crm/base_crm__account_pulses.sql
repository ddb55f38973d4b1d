with raw as (select * from {{ raw('crm', 'account_pulses') }} as landed),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce({{ clean_text('source_relation') }}, 'crm') as source_relation,
        {{ clean_text('pulse_id') }} as pulse_id,
        {{ clean_text('account_id') }} as landed_account_id,
        {{ clean_id('account_id') }} as account_key,
        {{ record_hash('crm', 'account_pulses') }} as record_hash,

        {{ clean_name('author') }} as author,
        {{ clean_code('function') }} as function,
        {{ parse_integer('pulse') }} as pulse,
        {{ clean_text('reason_codes') }} as reason_codes,
        {{ parse_timestamp('recorded_at') }} as recorded_at,
        {{ clean_text('note') }} as note,

        {{ has_hidden_characters("concat_ws(' ', pulse_id, account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['recorded_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_integer, ['pulse']) }} as has_unreadable_number
    from raw
),

joined as (
    select
        parsed.source_relation,
        parsed.pulse_id,
        account_keys.account_id,
        parsed.landed_account_id,
        parsed.record_hash,

        parsed.author,
        parsed.function,
        parsed.pulse,
        parsed.reason_codes,
        parsed.recorded_at,
        parsed.note,

        parsed.has_hidden_characters,
        parsed.has_unreadable_date,
        parsed.has_unreadable_number
    from parsed
    left join account_keys on parsed.account_key = account_keys.account_key
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
    from joined
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
