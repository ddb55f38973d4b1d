{# Fails with every value outside the allowed words; NULL fails too. #}
{% test one_of(model, column_name, allowed) %}

select
    {{ column_name }} as value_found,
    count(*) as row_count,
    '{{ model.identifier }}' as file,
    cast({{ column_name }} as {{ type_text() }}) as row_key,
    '{{ column_name }} is not an allowed word' as problem,
    'use one of: {{ allowed | join(", ") }}' as remedy
from {{ model }}
where
    {{ column_name }} is null
    or {{ column_name }} not in ({% for word in allowed %}'{{ word }}'{{ ", " if not loop.last }}{% endfor %})
group by {{ column_name }}

{% endtest %}
