{# Fails with every value outside the allowed words; NULL fails too. #}
{% test one_of(model, column_name, allowed) %}

select
    '{{ tested_file() }}' as file,
    '{{ column_name }}=' || {{ tested_value(column_name) }} as row_key,
    'this {{ column_name }} is not an allowed word (in ' || cast(count(*) as {{ type_text() }}) || ' rows)' as problem,
    'use one of: {{ allowed | join(", ") }}' as remedy
from {{ model }}
where
    {{ column_name }} is null
    or {{ column_name }} not in ({% for word in allowed %}'{{ word }}'{{ ", " if not loop.last }}{% endfor %})
group by {{ column_name }}

{% endtest %}
