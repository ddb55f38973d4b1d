{# What the next build compares itself with and readers do not: copies in the schema `released`, written only after everything was published. A blocked
   build leaves them as they are. For engines without release files. #}
{% macro keep_as_released(tables) -%}
    {%- if execute -%}
        {%- for table in tables -%}
            {%- set kept = api.Relation.create(database=target.get('database'), schema='released', identifier=table, type='table') -%}
            {%- do adapter.create_schema(kept) -%}
            {%- set old = adapter.get_relation(target.get('database'), 'released', table) -%}
            {%- if old is not none -%}{%- do adapter.drop_relation(old) -%}{%- endif -%}
            {%- do run_query('create table ' ~ kept ~ ' as select * from ' ~ api.Relation.create(database=target.get('database'), schema='quality', identifier=table)) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
