{# Text lines of a group as one text, sorted: the same for every order of the rows. #}
{% macro sorted_lines(line) -%}{{ return(adapter.dispatch('sorted_lines')(line)) }}{%- endmacro %}
{% macro default__sorted_lines(line) -%}string_agg({{ line }}, chr(10) order by {{ line }}){%- endmacro %}
{% macro spark__sorted_lines(line) -%}
    case when count({{ line }}) > 0 then array_join(sort_array(collect_list({{ line }})), chr(10)) end
{%- endmacro %}

{# The values of some columns as one text. Separated by control characters that no honest value holds, so that no two rows give the same text. #}
{% macro row_text(columns) -%}
    concat_ws(chr(31), {% for column in columns %}coalesce({{ as_text(column) }}, chr(30)){{ ", " if not loop.last }}{% endfor %})
{%- endmacro %}

{# A fingerprint of some columns of a row. #}
{% macro row_hash(columns) -%}
    md5({{ row_text(columns) }})
{%- endmacro %}

{# One text for all rows of a relation in scope, whatever their order; rows must differ from each other. #}
{% macro rows_fingerprint(relation_name) -%}{{ return(adapter.dispatch('rows_fingerprint')(relation_name)) }}{%- endmacro %}
{% macro duckdb__rows_fingerprint(relation_name) -%}
    cast(count(*) as varchar) || ':' || coalesce(cast(bit_xor(md5_number(cast({{ relation_name }} as varchar))) as varchar), '')
{%- endmacro %}
{% macro default__rows_fingerprint(relation_name) -%}
    md5(string_agg(md5(cast({{ relation_name }} as text)), '' order by md5(cast({{ relation_name }} as text))))
{%- endmacro %}

{# The exclusive or of the rows' md5, in three parts because no whole number of Spark holds it. #}
{% macro spark__rows_fingerprint(relation_name) -%}
    cast(count(*) as string)
    {%- for start in (1, 12, 23) %}
        || ':' || coalesce(cast(bit_xor(cast(conv(substr(md5(to_json(struct({{ relation_name }}.*))), {{ start }}, 11), 16, 10) as bigint)) as string), '')
    {%- endfor %}
{%- endmacro %}

{# The published columns and types as one hash: a new shape is new content. #}
{% macro published_shape() -%}
    {%- set shapes = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.fqn[1] == 'published' -%}
            {%- for column in node.columns.values() -%}
                {%- do shapes.append(node.alias ~ '.' ~ column.name ~ ' ' ~ column.data_type) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(local_md5(shapes | sort | join('\n'))) }}
{%- endmacro %}
