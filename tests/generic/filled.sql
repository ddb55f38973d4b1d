{# Fails with every empty cell of a column, or of several columns in one test. The row is named by `key`, else as findings.sql says. #}
{% test filled(model, column_name=none, columns=none, key=none) %}

{% for column in columns or [column_name] -%}
    select
        '{{ tested_file() }}' as file,
        {{ tested_row(key) }} as row_key,
        '{{ column }} is empty' as problem,
        'fill it in' as remedy
        {{ tested_account(key) }}
    from {{ model }}
    where {{ column }} is null
    {{ "union all" if not loop.last }}
{% endfor %}

{% endtest %}
