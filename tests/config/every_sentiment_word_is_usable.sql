-- What: every row of sentiment_words and negation_words is one lower-case word, once in its language, with a polarity between -1 and 1 that is 0
--   exactly for domain words; no word is both a feeling and a negation, and neither list is empty.
-- When it matters: a row that breaks this is never matched, counts twice, or moves a text beyond the scale, and nobody sees it in the score.
-- How to resolve: correct the row in seeds/reference/sentiment_words.csv or seeds/reference/negation_words.csv.
with

sentiment_words as (select * from {{ ref('sentiment_words') }}),

negation_words as (select * from {{ ref('negation_words') }}),

listed_words as (
    select
        'sentiment_words' as seed_name,
        language,
        word as listed_word
    from sentiment_words
    union all
    select
        'negation_words' as seed_name,
        language,
        word as listed_word
    from negation_words
),

words_as_split as (
    select * from {{ split_words('listed_words', ['seed_name', 'listed_word'], 'listed_word') }} as split_listed_words
),

unmatchable_words as (
    select
        seed_name,
        listed_word,
        'not one lower-case word' as what_is_wrong
    from words_as_split
    where word <> listed_word
),

incomplete_rows as (
    select
        seed_name,
        listed_word,
        'language or word is missing or not in lower case' as what_is_wrong
    from listed_words
    where listed_word is null or language is null or language <> lower(trim(language))
),

repeated_words as (
    select
        min(seed_name) as seed_name,
        listed_word,
        'listed twice' as what_is_wrong
    from listed_words
    group by language, listed_word
    having count(*) > 1
),

unscaled_words as (
    select
        'sentiment_words' as seed_name,
        word as listed_word,
        'polarity does not fit' as what_is_wrong
    from sentiment_words
    where polarity is null or is_domain_word is null or polarity not between -1 and 1 or (polarity = 0) <> is_domain_word
),

expected_seeds as (
    select 'sentiment_words' as seed_name
    union all
    select 'negation_words' as seed_name
),

empty_seeds as (
    select
        expected_seeds.seed_name,
        cast(null as {{ type_text() }}) as listed_word,
        'empty' as what_is_wrong
    from expected_seeds
    left join listed_words on expected_seeds.seed_name = listed_words.seed_name
    where listed_words.seed_name is null
),

final as (
    select
        seed_name,
        listed_word,
        what_is_wrong
    from unmatchable_words
    union all
    select
        seed_name,
        listed_word,
        what_is_wrong
    from incomplete_rows
    union all
    select
        seed_name,
        listed_word,
        what_is_wrong
    from repeated_words
    union all
    select
        seed_name,
        listed_word,
        what_is_wrong
    from unscaled_words
    union all
    select
        seed_name,
        listed_word,
        what_is_wrong
    from empty_seeds
)

select
    'seeds/reference/' || seed_name || '.csv' as file,
    {{ row_name(['listed_word']) }} as row_key,
    what_is_wrong as problem,
    'correct the row' as remedy
from final
