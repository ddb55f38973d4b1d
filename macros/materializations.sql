{# How tables and views are made in the build file of DuckDB: in one statement, which replaces the old relation. dbt's own way builds under a second
   name, moves the old relation aside, renames and drops: five changes of the catalogue a relation, a good part of the time of a small build. A table with
   a contract goes dbt's way. A Python model writes through a connection of its own, so the old table goes first. #}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- if config.get('contract').enforced -%}{{ return(dbt.materialization_table_duckdb()) }}{%- endif -%}
    {%- if model['language'] == 'sql' -%}{{ return(replaced_relation('table')) }}{%- endif -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('old') -%}drop table if exists {{ target_relation }}{%- endcall -%}
    {%- do adapter.commit() -%}
    {%- call statement('main', language='python') -%}{{ create_table_as(false, target_relation, compiled_code, 'python') }}{%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {%- if config.get('contract').enforced -%}{{ return(dbt.materialization_view_default()) }}{%- endif -%}
    {{ return(replaced_relation('view')) }}
{% endmaterialization %}

{% macro replaced_relation(type) -%}
    {%- set target_relation = this.incorporate(type=type) -%}
    {%- set existing = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        {% if existing is not none and existing.type != type %}drop {{ existing.type }} {{ existing }};{% endif %}
        create or replace {{ type }} {{ target_relation }} as (
            {{ compiled_code }}
        )
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target_relation]}) }}
{%- endmacro %}
