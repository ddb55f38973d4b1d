{# Fails with every row in which the number is written finer than the rules allow. The column type must hold more decimals than that: a type of
   exactly as many would round in silence. #}
{% test at_most_decimals(model, column_name, decimals) %}

select
    '{{ tested_file() }}' as file,
    {{ tested_row() }} as row_key,
    '{{ column_name }} is ' || {{ tested_value(column_name, is_number=true) }} as problem,
    'write it with at most {{ decimals }} {{ "decimal" if decimals == 1 else "decimals" }}' as remedy
    {{ tested_account() }}
from {{ model }}
where {{ column_name }} <> round({{ column_name }}, {{ decimals }})

{% endtest %}
