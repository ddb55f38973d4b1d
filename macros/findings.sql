{# What data tests say of a row: the columns file, row_key, problem and remedy, printed by say_failed_checks. #}

{# The key of a row as people write it: model_version=2026.1, scorecard_key=default. #}
{% macro row_name(columns) -%}
    {%- for column in columns -%}
        '{{ column.split(".") | last }}=' || coalesce(cast({{ column }} as {{ type_text() }}), '(empty)'){{ " || ', ' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# A decimal as people write it: 1.05, not 1.0500000000. #}
{% macro number_text(value) -%}
    rtrim(rtrim(cast(cast({{ value }} as decimal(28, 10)) as {{ type_text() }}), '0'), '.')
{%- endmacro %}

{# The seed, model or source a generic test is attached to; nothing while the project is only parsed. #}
{% macro tested_node() -%}
    {%- if not execute -%}{{ return({}) }}{%- endif -%}
    {{ return(graph.nodes.get(model.attached_node) or graph.sources.get(model.attached_node) or {}) }}
{%- endmacro %}

{# The path of the file that a generic test judges: of a seed its CSV file. #}
{% macro tested_file() -%}
    {{ return(tested_node().get('original_file_path', '')) }}
{%- endmacro %}

{# Only the rulebook and the reference seeds may be quoted: rows of other tables hold personal data, and findings are written into logs. #}
{% macro may_be_quoted() -%}
    {{ return(tested_file().startswith('seeds/scoring/') or tested_file().startswith('seeds/reference/')) }}
{%- endmacro %}

{# The key of a row a generic test found, by the given columns, else the table's meta.key, else its first described column. #}
{% macro tested_row(columns=none) -%}
    {%- set node = tested_node() -%}
    {%- set key = columns or node.get('config', {}).get('meta', {}).get('key') or (node.get('columns', {}).keys() | list)[:1] -%}
    {%- if key | length == 0 -%}''{%- elif may_be_quoted() -%}{{ row_name(key) }}{%- else -%}'{{ key | join(", ") }} with hash ' || {{ row_hash(key) }}{%- endif -%}
{%- endmacro %}

{# The value a generic test found, where it may be quoted. #}
{% macro tested_value(column, is_number=false) -%}
    {%- set said = number_text(column) if is_number else "cast(" ~ column ~ " as " ~ type_text() ~ ")" -%}
    {%- if may_be_quoted() -%}coalesce({{ said }}, '(empty)'){%- else -%}'(not shown)'{%- endif -%}
{%- endmacro %}

{# A key as people look it up; one with an @ may be somebody's address and is shown by its fingerprint. #}
{% macro shown_key(key) -%}
    case when position('@' in {{ key }}) > 0 then 'hidden ' || md5({{ key }}) else {{ key }} end
{%- endmacro %}
