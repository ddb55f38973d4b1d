{# The landed columns, trimmed and with the words for "no value" as NULL, and the fingerprint of the row. #}
{% macro cleaned(columns) -%}
    {% for column in columns -%}
    {{ clean_text(column) }} as {{ column }},
    {% endfor -%}
    {{ record_hash(columns) }} as record_hash
{%- endmacro %}

{# When a row was loaded is left out of its fingerprint: a record delivered twice is the same record. #}
{% macro record_hash(columns) -%}
    {{ row_hash(columns | reject('equalto', 'loaded_at') | list) }}
{%- endmacro %}

{# 1 for the version of a record that stays: the last change, then the last load; record_hash makes it the same whatever the order of the rows. #}
{% macro arrival_rank(key) -%}
    row_number() over (
        partition by {{ key | join(', ') }}
        order by last_changed_at desc nulls last, loaded_at desc nulls last, record_hash desc
    )
{%- endmacro %}

{# True for a record from after the current as-of date; a day or so of time zones is allowed. #}
{% macro is_in_future(recorded_on) -%}
    (cast({{ recorded_on }} as date) > {{ add_days(as_of_date_literal(), number_setting('future_days_allowed')) }})
{%- endmacro %}

{# What every base model says of a landed row, in one shape. #}
{% macro landed_row(source_name, table_name, key_relation='source_relation') -%}
    '{{ source_name }}' as source_name,
    '{{ table_name }}' as table_name,
    {{ key_relation }} as key_relation,
    line_key,
    record_hash,
    landed_account_id,
    recorded_on,
    last_changed_at,
    loaded_at,
    reject_reason
{%- endmacro %}
