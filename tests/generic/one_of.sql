{# Fails with every value outside the allowed words, and with an empty one unless it `may_be_empty`. In a seed that people edit once per word,
   elsewhere once per row. #}
{% test one_of(model, column_name, allowed, may_be_empty=false) %}

{% set words -%}
    ({% for word in allowed %}'{{ word }}'{{ ", " if not loop.last }}{% endfor %})
{%- endset %}
select
    '{{ tested_file() }}' as file,
    {% if is_edited_seed() -%}
        '{{ column_name }}=' || {{ tested_value(column_name) }} as row_key,
        'this {{ column_name }} is not an allowed word (in ' || cast(count(*) as {{ type_text() }}) || ' rows)' as problem,
        'use one of: {{ allowed | join(", ") }}' as remedy
    {%- else -%}
        {{ tested_row() }} as row_key,
        'the {{ column_name }} ' || {{ tested_value(column_name) }} || ' is not an allowed word' as problem,
        'use one of: {{ allowed | join(", ") }}' as remedy
        {{ tested_account() }}
    {%- endif %}
from {{ model }}
where
    {{ column_name }} not in {{ words }}
    {% if not may_be_empty -%}
        or {{ column_name }} is null
    {%- endif %}
{{ "group by " ~ column_name if is_edited_seed() }}

{% endtest %}
