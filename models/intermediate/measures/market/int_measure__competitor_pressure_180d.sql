with

spine as (select * from {{ ref('int_account_spine') }}),

opportunities as (select * from {{ ref('stg_crm__opportunities') }}),

messages as (select * from {{ ref('stg_support__messages') }}),

competitor_words as (select * from {{ ref('competitor_words') }}),

source_clock as (select * from {{ ref('int_source_clock') }}),

contested_deals as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as mention_count
    from spine
    inner join opportunities
        on
            spine.account_id = opportunities.account_id
            and opportunities.competitor is not null
            and (
                {{ within_last_days('cast(opportunities.created_at as date)', 'spine.as_of_date', 180) }}
                or {{ within_last_days('opportunities.close_on', 'spine.as_of_date', 180) }}
            )
    group by
        spine.account_id,
        spine.as_of_date
),

customer_texts as (
    select
        account_id,
        source_relation,
        message_id,
        cast(sent_at as date) as sent_on,
        {{ padded_words('body') }} as padded_body
    from messages
    where author_role = 'customer'
),

words as (select {{ padded_words('word') }} as padded_word from competitor_words),

-- A message counts once, however many words it holds.
competitor_messages as (
    select
        customer_texts.account_id,
        customer_texts.source_relation,
        customer_texts.message_id,
        customer_texts.sent_on
    from customer_texts
    inner join words on position(words.padded_word in customer_texts.padded_body) > 0
    group by
        customer_texts.account_id,
        customer_texts.source_relation,
        customer_texts.message_id,
        customer_texts.sent_on
),

mentions as (
    select
        spine.account_id,
        spine.as_of_date,
        count(*) as mention_count
    from spine
    inner join competitor_messages
        on
            spine.account_id = competitor_messages.account_id
            and {{ within_last_days('competitor_messages.sent_on', 'spine.as_of_date', 180) }}
    group by
        spine.account_id,
        spine.as_of_date
),

conversation_clock as (
    select
        as_of_date,
        max(newest_record_on) as newest_record_on
    from source_clock
    where source_table in ('crm.opportunities', 'support.messages')
    group by as_of_date
),

final as (
    select
        spine.account_id,
        spine.as_of_date,
        'competitor_pressure_180d' as measure_key,

        cast(coalesce(contested_deals.mention_count, 0) + coalesce(mentions.mention_count, 0) as decimal(28, 10)) as measured_value,
        conversation_clock.newest_record_on as observed_on,
        cast(coalesce(contested_deals.mention_count, 0) + coalesce(mentions.mention_count, 0) as integer) as sample_size
    from spine
    left join contested_deals
        on
            spine.account_id = contested_deals.account_id
            and spine.as_of_date = contested_deals.as_of_date
    left join mentions
        on
            spine.account_id = mentions.account_id
            and spine.as_of_date = mentions.as_of_date
    left join conversation_clock on spine.as_of_date = conversation_clock.as_of_date
)

select * from final
