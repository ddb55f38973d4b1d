{# Fails with every key that stands in more than one row, or that has an empty part other than those in `may_be_empty`, and with every row in which
   a column of `filled` is empty. One test for all that makes rows trustworthy, because every test costs time. #}
{% test unique_rows(model, columns, filled=[], may_be_empty=[]) %}

select
    '{{ tested_file() }}' as file,
    {{ tested_row(columns) }} as row_key,
    case
        when count(*) > 1 then '{{ columns | join(", ") }} stand in ' || cast(count(*) as {{ type_text() }}) || ' rows'
        else '{{ columns | join(", ") }} are not all filled'
    end as problem,
    'keep one row for each, all of these columns filled' as remedy
    {{ tested_account(columns, 'min(account_id)') }}
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {% for column in columns if column not in may_be_empty -%}
        or {{ column }} is null
    {% endfor %}

{% if filled -%}
    union all
    select
        '{{ tested_file() }}' as file,
        {{ tested_row(columns) }} as row_key,
        concat_ws(
            ', '{% for column in filled %}, case when {{ column }} is null then '{{ column }} is empty' end{% endfor %}
        ) as problem,
        'fill it in' as remedy
        {{ tested_account(columns) }}
    from {{ model }}
    where {% for column in filled %}{{ column }} is null{{ " or " if not loop.last }}{% endfor %}
{%- endif %}

{% endtest %}
