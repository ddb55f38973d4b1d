with

customer_texts as (select * from {{ ref('int_customer_texts') }}),

sentiment_words as (select * from {{ ref('sentiment_words') }}),

negation_words as (select * from {{ ref('negation_words') }}),

-- Every text has a word, an empty one where it has no letters: so the texts, and with them their bodies, are read once.
words as (
    select * from {{ split_words('customer_texts', ['text_key', 'account_id', 'written_on', 'text_language'], 'text_body') }} as split_texts
),

judged_words as (
    select
        words.text_key,
        words.account_id,
        words.written_on,
        words.word_position,
        sentiment_words.polarity,
        case when negation_words.word is null then 0 else 1 end as negates
    from words
    left join sentiment_words
        on words.text_language = sentiment_words.language
            and words.word = sentiment_words.word
            and not sentiment_words.is_domain_word
    left join negation_words
        on words.text_language = negation_words.language
            and words.word = negation_words.word
),

words_in_context as (
    select
        text_key,
        account_id,
        written_on,
        polarity,
        lag(negates, 1, 0) over (partition by text_key order by word_position nulls last) as negates_one_back,
        lag(negates, 2, 0) over (partition by text_key order by word_position nulls last) as negates_two_back
    from judged_words
),

judged_in_context as (
    select
        text_key,
        account_id,
        written_on,
        case when negates_one_back + negates_two_back > 0 then -polarity else polarity end as polarity
    from words_in_context
),

-- Without a hit the text abstains: 0 would claim that it was read and found balanced.
final as (
    select
        text_key,
        account_id,
        written_on,

        cast({{ exact_quotient('sum(polarity)', 'count(polarity)', 4) }} as decimal(6, 4)) as polarity
    from judged_in_context
    group by text_key, account_id, written_on
)

select * from final
