{# A table of the release that readers see now, as a sub-query with the given columns (name: type). Without one, or for a column it does not
   have yet, typed NULLs: the last release is an input of the build like any other. #}
{% macro last_release(schema_name, table_name, columns) -%}{{ return(adapter.dispatch('last_release')(schema_name, table_name, columns)) }}{%- endmacro %}

{% macro duckdb__last_release(schema_name, table_name, columns) -%}
    {%- set path = "releases/" ~ company() ~ "/current/" ~ schema_name ~ "/" ~ table_name ~ ".parquet" -%}
    {%- set empty -%}
        (select {% for column, type in columns.items() %}cast(null as {{ type }}) as {{ column }}{{ ", " if not loop.last }}{% endfor %} where false)
    {%- endset -%}
    {%- if not execute -%}{{ return(empty) }}{%- endif -%}
    {%- if run_query("select file from glob(" ~ quoted(path) ~ ")").rows | length == 0 -%}{{ return(empty) }}{%- endif -%}
    (select {{ columns.keys() | join(', ') }} from (select * from {{ empty }} union all by name select * from read_parquet({{ quoted(path) }})) as released)
{%- endmacro %}

{# The folder name under build/ and releases/: as in profiles.yml. #}
{% macro company() -%}
    {{ return(env_var('HEALTH_COMPANY', env_var('HEALTH_LANDING', 'sample').rstrip('/').split('/')[-1])) }}
{%- endmacro %}
