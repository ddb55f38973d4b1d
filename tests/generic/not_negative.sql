{# The column is a number and not below zero. The failing rows are listed whole: a count says little without its table. #}
{% test not_negative(model, column_name) %}

select *
from {{ model }}
where {{ column_name }} is null or {{ column_name }} < 0

{% endtest %}
