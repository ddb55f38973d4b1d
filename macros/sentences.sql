{# A measured value as people read it, in a text. Resolution hours are measured negated, satisfaction as 0-1; a format word of seed
   measure_sentences says how to turn them back. #}
{% macro readable_number(value, value_format) -%}
    case {{ value_format }}
        when 'rating' then cast(cast(round(4 * {{ value }} + 1, 1) as decimal(9, 1)) as {{ type_text() }})
        else cast(cast(round(
            case {{ value_format }}
                when 'percent' then 100 * {{ value }}
                when 'percent_less' then -100 * {{ value }}
                when 'percent_below' then 100 - 100 * {{ value }}
                when 'percent_above' then 100 * {{ value }} - 100
                when 'hours' then -1 * {{ value }}
                else {{ value }}
            end, 0
        ) as decimal(18, 0)) as {{ type_text() }})
    end
{%- endmacro %}

{# A sentence with every {placeholder} replaced by its text. A text that is not known leaves nothing behind. #}
{% macro filled_sentence(sentence, texts) -%}
    {%- set filled = namespace(sentence=sentence) -%}
    {%- for placeholder, text in texts.items() -%}
        {%- set filled.sentence = "replace(" ~ filled.sentence ~ ", '{" ~ placeholder ~ "}', coalesce(" ~ text ~ ", ''))" -%}
    {%- endfor -%}
    {{ filled.sentence }}
{%- endmacro %}

{# The s of a plural, by the number in front of it. #}
{% macro plural_s(number_text) -%}
    case when {{ number_text }} = '1' then '' else 's' end
{%- endmacro %}
