with raw as (
    select
        {{ cleaned(['mention_id', 'account_id', 'channel', 'published_at', 'body', 'url', 'language', 'source_relation']) }}
    from {{ raw('social', 'mentions') }} as landed
),

account_keys as (select * from {{ ref('stg_crm__account_keys') }}),

parsed as (
    select
        coalesce(raw.source_relation, 'social') as source_relation,
        raw.mention_id,
        account_keys.account_id,
        raw.account_id as landed_account_id,
        raw.record_hash,

        lower(raw.channel) as channel,
        {{ parse_timestamp('raw.published_at') }} as published_at,
        raw.body,
        raw.url,
        lower(raw.language) as language,

        {{ has_hidden_characters("concat_ws(' ', raw.mention_id, raw.account_id)") }} as has_hidden_characters,
        {{ any_unreadable(parse_timestamp, ['raw.published_at']) }} as has_unreadable_date
    from raw
    left join account_keys on upper(raw.account_id) = account_keys.account_key
),

judged as (
    select
        *,
        case
            when mention_id is null then 'missing_key'
            when has_hidden_characters then 'hidden_characters_in_id'
            when landed_account_id is null then 'missing_account'
            when account_id is null then 'unknown_account'
            when has_unreadable_date then 'unreadable_date'
            when published_at is null then 'missing_required_value'
            when {{ is_in_future('published_at') }} then 'in_the_future'
        end as reject_reason
    from parsed
),

final as (
    select
        coalesce(mention_id, 'row ' || record_hash) as line_key,
        record_hash,
        source_relation,
        mention_id,
        account_id,
        landed_account_id,

        channel,
        published_at,
        body,
        url,
        language,

        cast(null as timestamp) as last_changed_at,
        cast(null as timestamp) as loaded_at,
        cast(published_at as date) as recorded_on,
        reject_reason
    from judged
)

select * from final
