{# Fails with every key that stands in more than one row, or that has an empty part other than those in `may_be_empty`. #}
{% test unique_rows(model, columns, may_be_empty=[]) %}

select
    '{{ tested_file() }}' as file,
    {{ tested_row(columns) }} as row_key,
    case
        when count(*) > 1 then '{{ columns | join(", ") }} stand in ' || cast(count(*) as {{ type_text() }}) || ' rows'
        else '{{ columns | join(", ") }} are not all filled'
    end as problem,
    'keep one row for each, all of these columns filled' as remedy
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {% for column in columns if column not in may_be_empty -%}
        or {{ column }} is null
    {% endfor %}

{% endtest %}
