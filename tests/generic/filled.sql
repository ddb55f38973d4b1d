{# Fails with every row in which the column is NULL. #}
{% test filled(model, column_name) %}

select
    *,
    '{{ model.identifier }}' as file,
    '{{ column_name }} is empty' as problem,
    'fill the cell' as remedy
from {{ model }}
where {{ column_name }} is null

{% endtest %}
