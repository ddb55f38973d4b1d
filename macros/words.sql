{# Text as lower-case words with one blank on either side of each, punctuation out: position(' word ' in text) then finds whole words only. The
   quote and the backslash come from chr(), because engines read them differently inside a literal; runs of blanks become one by way of <>, which
   is punctuation and so cannot be in the text any more. #}
{% macro padded_words(text) -%}
    {%- set marks = "'.,;:!?()[]{}<>/|*_+=#@&%$~^\"`-–—…‘’“”«»' || chr(39) || chr(92) || chr(9) || chr(10) || chr(13)" -%}
    {%- set words = "translate(lower(" ~ text ~ "), " ~ marks ~ ", repeat(' ', length(" ~ marks ~ ")))" -%}
    (' ' || trim(replace(replace(replace({{ words }}, ' ', '<>'), '><', ''), '<>', ' ')) || ' ')
{%- endmacro %}
