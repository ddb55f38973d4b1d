with

messages as (select * from {{ ref('stg_support__messages') }}),

responses as (select * from {{ ref('stg_survey__responses') }}),

mentions as (select * from {{ ref('stg_social__mentions') }}),

texts as (
    select
        'message ' || source_relation || ' ' || message_id as text_key,
        account_id,
        cast(sent_at as date) as written_on,
        body as text_body,
        language
    from messages
    where author_role = 'customer' and body is not null
    union all
    select
        'response ' || source_relation || ' ' || response_id as text_key,
        account_id,
        cast(responded_at as date) as written_on,
        comment as text_body,
        language
    from responses
    where responded_at is not null and comment is not null
    union all
    select
        'mention ' || source_relation || ' ' || mention_id as text_key,
        account_id,
        cast(published_at as date) as written_on,
        body as text_body,
        language
    from mentions
    where body is not null
),

tagged_texts as (
    select
        text_key,
        account_id,
        written_on,
        text_body,
        lower(trim(replace(language, '_', '-'))) as language_tag
    from texts
),

-- "en-GB" is English. An unsaid language is tried as English: a text in another one hits no word and abstains.
final as (
    select
        text_key,
        account_id,
        written_on,

        text_body,
        coalesce(nullif(substring(language_tag, 1, position('-' in language_tag || '-') - 1), ''), 'en') as text_language
    from tagged_texts
)

select * from final
