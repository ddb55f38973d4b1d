{# The id of this dbt run; a macro, so that a unit test can say its own. #}
{% macro this_run() -%}{{ return(invocation_id) }}{%- endmacro %}
