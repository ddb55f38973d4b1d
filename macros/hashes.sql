{# Text lines of a group as one text, sorted: the same for every order of the rows. #}
{% macro sorted_lines(line) -%}{{ return(adapter.dispatch('sorted_lines')(line)) }}{%- endmacro %}
{% macro default__sorted_lines(line) -%}string_agg({{ line }}, chr(10) order by {{ line }}){%- endmacro %}
{% macro spark__sorted_lines(line) -%}array_join(sort_array(collect_list({{ line }})), '\n'){%- endmacro %}

{# The values of some columns as one text, NULL told apart from every value. #}
{% macro row_text(columns) -%}
    concat_ws('|', {% for column in columns %}coalesce(cast({{ column }} as {{ type_text() }}), '~'){{ ", " if not loop.last }}{% endfor %})
{%- endmacro %}

{# A fingerprint of some columns of a row. #}
{% macro row_hash(columns) -%}
    md5({{ row_text(columns) }})
{%- endmacro %}
