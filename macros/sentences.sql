{# A measured value as people read it, in a text. Resolution hours are measured negated, satisfaction as 0-1; a format word of seed
   measure_sentences says how to turn them back. A duration carries its unit: nobody reads 3325 hours. #}
{% macro readable_number(value, value_format) -%}
    case {{ value_format }}
        when 'rating' then cast(cast(round(4 * {{ value }} + 1, 1) as decimal(9, 1)) as {{ type_text() }})
        when 'duration'
            then case
                when {{ value }} > -1.5 and {{ value }} <= -0.5 then {{ whole_text('-1 * ' ~ value) }} || ' hour'
                when {{ value }} > -72 then {{ whole_text('-1 * ' ~ value) }} || ' hours'
                else {{ whole_text(value ~ ' * -0.0416666667') }} || ' days'
            end
        when 'percent' then {{ whole_text('100 * ' ~ value) }}
        when 'percent_less' then {{ whole_text('-100 * ' ~ value) }}
        when 'percent_below' then {{ whole_text('100 - 100 * ' ~ value) }}
        when 'percent_above' then {{ whole_text('100 * ' ~ value ~ ' - 100') }}
        else {{ whole_text(value) }}
    end
{%- endmacro %}

{# A number rounded to a whole one, half away from zero, as text. #}
{% macro whole_text(number) -%}
    cast(cast(round({{ number }}, 0) as decimal(18, 0)) as {{ type_text() }})
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
