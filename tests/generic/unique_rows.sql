{# Fails with every key that stands in more than one row, or that has an empty part. #}
{% test unique_rows(model, columns) %}

select
    {{ columns | join(', ') }},
    count(*) as row_count,
    '{{ model.identifier }}' as file,
    {{ row_text(columns) }} as row_key,
    case when count(*) > 1 then 'the key stands in several rows' else 'the key is incomplete' end as problem,
    'keep one row per key, every key column filled' as remedy
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {% for column in columns -%}
        or {{ column }} is null
    {% endfor %}

{% endtest %}
