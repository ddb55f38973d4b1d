{# The id of this dbt run; a macro, so that a unit test can say its own. #}
{% macro this_run() -%}{{ return(invocation_id) }}{%- endmacro %}

{# Why the expectations are listed and not judged in this run (dbt_project.yml decides it). #}
{% macro why_expectations_are_off() -%}
    {%- if (var('run_expectations', true) | string | lower) == 'true' and env_var('HEALTH_EXPECTATIONS', 'on') != 'off' -%}
        Great Expectations runs in DuckDB builds only
    {%- else -%}
        switched off (run_expectations or HEALTH_EXPECTATIONS)
    {%- endif -%}
{%- endmacro %}
