with

customer_texts as (select * from {{ ref('int_customer_texts') }}),

sentiment_words as (select * from {{ ref('sentiment_words') }}),

negation_words as (select * from {{ ref('negation_words') }}),

words as (
    select * from {{ split_words('customer_texts', ['text_key', 'text_language'], 'text_body') }} as split_texts
),

judged_words as (
    select
        words.text_key,
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
        polarity,
        lag(negates, 1, 0) over (partition by text_key order by word_position nulls last) as negates_one_back,
        lag(negates, 2, 0) over (partition by text_key order by word_position nulls last) as negates_two_back
    from judged_words
),

hits as (
    select
        text_key,
        case when negates_one_back + negates_two_back > 0 then -polarity else polarity end as polarity
    from words_in_context
    where polarity is not null
),

text_totals as (
    select
        text_key,
        sum(polarity) as polarity_sum,
        count(*) as hit_count
    from hits
    group by text_key
),

-- Without a hit the text abstains: 0 would claim that it was read and found balanced.
final as (
    select
        customer_texts.text_key,
        customer_texts.account_id,
        customer_texts.written_on,

        cast({{ exact_quotient('text_totals.polarity_sum', 'text_totals.hit_count', 4) }} as decimal(6, 4)) as polarity
    from customer_texts
    left join text_totals on customer_texts.text_key = text_totals.text_key
)

select * from final
