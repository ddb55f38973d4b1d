{# How many letters differ: offers the nearest name for a misspelt one. #}
{% macro edit_distance(first, second) -%}{{ return(adapter.dispatch('edit_distance')(first, second)) }}{%- endmacro %}
{% macro default__edit_distance(first, second) -%}levenshtein({{ first }}, {{ second }}){%- endmacro %}
{% macro postgres__edit_distance(first, second) -%}abs(length({{ first }}) - length({{ second }})){%- endmacro %}
