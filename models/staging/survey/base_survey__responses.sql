with raw as (
    select
        {{ cleaned([
            'response_id', 'account_id', 'survey_type', 'sent_at', 'responded_at', 'score', 'contact_id', 'comment', 'language',
            'source_relation'
        ]) }}
    from {{ raw('survey', 'responses') }} as landed
),

enum_map as (select * from {{ ref('enum_map') }}),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'survey') as source_relation,
        raw.response_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        upper(raw.contact_id) as contact_id,
        raw.record_hash,

        raw.survey_type as landed_survey_type,
        enum_map.mapped_value as survey_type,
        {{ parse_timestamp('raw.sent_at') }} as sent_at,
        {{ parse_timestamp('raw.responded_at') }} as responded_at,
        {{ parse_decimal('raw.score', 18, 6) }} as score,
        raw.comment,
        lower(raw.language) as language,

        {{ has_hidden_characters("concat_ws(' ', raw.response_id, raw.account_id, raw.contact_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.sent_at', 'raw.responded_at']) }} as has_unreadable_date,
        {{ any_unreadable(parse_decimal, ['raw.score'], 18, 6) }} as has_unreadable_number
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
    left join enum_map
        on
            enum_map.column_key = 'survey.responses.survey_type'
            and lower(raw.survey_type) = enum_map.raw_value
),

judged as (
    select
        *,
        case
            when response_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when has_unreadable_number then 'unreadable_number'
            when landed_survey_type is null or (responded_at is null and (sent_at is null or score is not null)) then 'missing_required_value'
            when survey_type is null then 'unknown_code'
            when
                (survey_type = 'nps' and score not between 0 and 10)
                or (survey_type <> 'nps' and score not between 1 and 5)
                then 'score_out_of_scale'
            when responded_at < sent_at then 'ends_before_start'
            when {{ is_in_future('sent_at') }} or {{ is_in_future('responded_at') }} then 'in_the_future'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(response_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        response_id,
        account_id,
        landed_account_id,
        contact_id,

        survey_type,
        sent_at,
        responded_at,
        score,
        comment,
        language,

        responded_at as last_changed_at,
        cast(null as timestamp) as loaded_at,
        cast(coalesce(responded_at, sent_at) as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
