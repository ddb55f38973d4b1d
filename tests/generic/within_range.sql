{# Fails with every row in which the number is below or above what makes sense. NULL passes: pair it with `filled`. #}
{% test within_range(model, column_name, at_least, at_most=none) %}

select
    '{{ tested_file() }}' as file,
    {{ tested_row() }} as row_key,
    '{{ column_name }} is ' || {{ tested_value(column_name, is_number=true) }} as problem,
    'make it at least {{ at_least }}{{ " and at most " ~ at_most if at_most is not none }}' as remedy
    {{ tested_account() }}
from {{ model }}
where
    {{ column_name }} < {{ at_least }}
    {% if at_most is not none -%}
        or {{ column_name }} > {{ at_most }}
    {%- endif %}

{% endtest %}
