{# Fails with every row in which the column is NULL. The row is named by `key`, else by the table's meta.key. #}
{% test filled(model, column_name, key=none) %}

select
    '{{ tested_file() }}' as file,
    {{ tested_row(key) }} as row_key,
    '{{ column_name }} is empty' as problem,
    'fill it in' as remedy
from {{ model }}
where {{ column_name }} is null

{% endtest %}
