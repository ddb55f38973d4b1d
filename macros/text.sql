{# The words of a text, one row each: `columns` of `relation`, word_position, word. A word is a run of letters in lower case; apostrophes are
   dropped ("don't" is "dont"), because no engine agrees on how to write one inside a literal. A text without letters gives one empty word. #}
{% macro split_words(relation, columns, text) -%}{{ return(adapter.dispatch('split_words')(relation, columns, text)) }}{%- endmacro %}

{% macro duckdb__split_words(relation, columns, text) -%}
    (
        select {{ columns | join(', ') }}, generate_subscripts(words, 1) as word_position, unnest(words) as word
        from (
            select {{ columns | join(', ') }}, string_split({{ only_letters(text, "'[^\\p{L}]+', ' ', 'g'") }}, ' ') as words
            from {{ relation }}
        ) as texts_as_words
    )
{%- endmacro %}

{% macro default__split_words(relation, columns, text) -%}
    (
        select {{ columns | join(', ') }}, word_position, word
        from {{ relation }}
        cross join lateral unnest(string_to_array({{ only_letters(text, "'[^[:alpha:]]+', ' ', 'g'") }}, ' '))
            with ordinality as split_text (word, word_position)
    )
{%- endmacro %}

{% macro spark__split_words(relation, columns, text) -%}
    (
        select {{ columns | join(', ') }}, position_from_zero + 1 as word_position, word
        from {{ relation }}
        lateral view posexplode(split({{ only_letters(text, "'[^\\\\p{L}]+', ' '") }}, ' ')) split_text as position_from_zero, word
    )
{%- endmacro %}

{# Lower case letters with one blank between words; `how` is the engine's way to say "everything that is not a letter becomes a blank". #}
{% macro only_letters(text, how) -%}
    trim(regexp_replace(lower(replace(replace({{ text }}, chr(39), ''), '’', '')), {{ how }}))
{%- endmacro %}
