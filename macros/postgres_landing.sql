{# A landing folder on PostgreSQL: `./run build` puts its files into the schema `landed` before dbt starts, a table `<source>__<table>` each, every column as
   text, and landing.yml beside them (python_checks/postgres/landing.py). #}
{% macro postgres__text_of_file(path) -%}select content from landed.settings{%- endmacro %}

{% macro postgres__raw_from_landing(source_name, table_name, columns, rows_where) -%}
    {%- set relation = adapter.get_relation(target.database, 'landed', source_name ~ '__' ~ table_name) if can_ask() -%}
    {{ return(raw_from_table(relation, columns, rows_where) if relation else empty_raw(columns)) }}
{%- endmacro %}

{% macro postgres__landed_file_columns(source_name, table_name) -%}
    {%- set relation = adapter.get_relation(target.database, 'landed', source_name ~ '__' ~ table_name) -%}
    {{ return(adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list if relation else []) }}
{%- endmacro %}
