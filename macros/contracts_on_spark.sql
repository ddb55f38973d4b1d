{# A contract says `varchar`; Spark's text without a length is `string`. #}
{% macro spark__get_empty_schema_sql(columns) -%}
    {%- set found = [] -%}
    {%- for column in columns.values() -%}
        {%- do found.append('cast(null as ' ~ (type_text() if column.data_type == 'varchar' else column.data_type) ~ ') as ' ~ column.name) -%}
    {%- endfor -%}
    select {{ found | join(', ') }} where false
{%- endmacro %}

{# Parquet holds no constraint: a column of the contract that may not be empty is looked at while its table is written, and an empty one ends that. #}
{% macro spark__get_select_subquery(sql) -%}
    select
    {%- for column in model.columns.values() %}
        {%- if column.constraints | selectattr('type', 'equalto', 'not_null') | list %}
        coalesce({{ column.name }}, raise_error('{{ this.identifier }} may hold no row without {{ column.name }}.')) as {{ column.name }}
        {%- else %}
        {{ column.name }}
        {%- endif %}{{ "," if not loop.last }}
    {%- endfor %}
    from (
        {{ sql }}
    ) as checked
{%- endmacro %}

{# The adapter would alter the table, which is for Delta tables only. #}
{% macro spark__persist_constraints(relation, model) -%}{%- endmacro %}
