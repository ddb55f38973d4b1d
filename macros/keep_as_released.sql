{# What the next build compares itself with and readers do not: copies in the schema `released`, written only after everything was published. A blocked
   build leaves them as they are. For engines without release files. #}
{% macro keep_as_released(tables) -%}
    {%- if execute -%}
        {%- for table in tables -%}
            {%- set kept = api.Relation.create(database=target.get('database'), schema='released', identifier=table, type='table') -%}
            {#- Not by the adapter, which would commit: the copies and the release they belong to are one transaction where there are any. -#}
            {%- do run_query('create schema if not exists released') -%}
            {%- set old = adapter.get_relation(target.get('database'), 'released', table) -%}
            {%- if old is not none -%}{%- do adapter.drop_relation(old) -%}{%- endif -%}
            {%- do run_query('create table ' ~ kept ~ ' as select * from ' ~ api.Relation.create(database=target.get('database'), schema='quality', identifier=table)) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
