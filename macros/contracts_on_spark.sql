{# A contract says `varchar`; Spark's text without a length is `string`. #}
{% macro spark__get_empty_schema_sql(columns) -%}
    {%- set found = [] -%}
    {%- for column in columns.values() -%}
        {%- do found.append('cast(null as ' ~ (type_text() if column.data_type == 'varchar' else column.data_type) ~ ') as ' ~ column.name) -%}
    {%- endfor -%}
    select {{ found | join(', ') }} where false
{%- endmacro %}
