-- Words with a meaning, turned round by a negation one or two words before.
create table polarities as
with texts as (
    select a, sent_on as day, body, language from messages where author_role = 'customer' and body is not null
    union all
    select a, answered_on as day, comment as body, language from responses where answered_on is not null and comment is not null
    union all
    select accounts.a, cast(landed.published_at as date) as day, landed.body, landed.language
    from read_parquet(landed('social/mentions.parquet')) as landed
    inner join accounts on landed.account_id = accounts.account_id
    where landed.body is not null
),

split as (
    select
        row_number() over () as text_number,
        a,
        day,
        coalesce(nullif(split_part(lower(trim(replace(language, '_', '-'))), '-', 1), ''), 'en') as language,
        string_split(trim(regexp_replace(lower(replace(replace(body, chr(39), ''), '’', '')), '[^\p{L}]+', ' ', 'g')), ' ') as words
    from texts
),

placed as (
    select
        text_number, a, day, language, unnest(words) as word,
        unnest(list_prepend('', words)[: -2]) as word_before,
        unnest(list_prepend('', list_prepend('', words))[: -3]) as word_before_that
    from split
),

judged as (
    select
        placed.text_number, placed.a, placed.day,
        case
            when one_back.word is not null or two_back.word is not null then -1 else 1
        end * cast(sentiment.polarity * 100 as integer) as hundredths
    from placed
    inner join read_csv(seed('reference/sentiment_words')) as sentiment
        on placed.language = sentiment.language and placed.word = sentiment.word and not sentiment.is_domain_word
    left join read_csv(seed('reference/negation_words')) as one_back on placed.language = one_back.language and placed.word_before = one_back.word
    left join read_csv(seed('reference/negation_words')) as two_back on placed.language = two_back.language and placed.word_before_that = two_back.word
)

select
    a, day,
    ((200 * abs(sum(hundredths)) + count(*)) // (2 * count(*))) * sign(sum(hundredths)) as polarity
from judged
group by text_number, a, day;

-- Customer messages that name a competitor as a whole word.
create macro padded(text) as
    ' ' || trim(replace(replace(replace(translate(
        lower(text),
        '.,;:!?()[]{}<>/|*_+=#@&%$~^"`-–—…‘’“”«»' || chr(39) || chr(92) || chr(9) || chr(10) || chr(13),
        repeat(' ', length('.,;:!?()[]{}<>/|*_+=#@&%$~^"`-–—…‘’“”«»' || chr(39) || chr(92) || chr(9) || chr(10) || chr(13)))
    ), ' ', '<>'), '><', ''), '<>', ' ')) || ' ';
create table competitor_messages as
select messages.a, messages.sent_on
from messages
where
    messages.author_role = 'customer'
    and list_bool_or(list_transform(
        (select list(padded(words.word)) from read_csv(seed('reference/competitor_words')) as words), lambda word: contains(padded(messages.body), word)
    ));

