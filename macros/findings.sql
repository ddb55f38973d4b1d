{# What data tests say of a row: the columns file, row_key, problem and remedy, and account_id where the row has one. They are stored in the build file
   (schema test_failures) with plain keys; what is personal is masked. Only rows of the rulebook and the reference seeds are printed as well. #}

{# The key of a row as people write it: model_version=2026.1, scorecard_key=default. #}
{% macro row_name(columns, hidden=[]) -%}
    {%- for column in columns -%}
        {%- if column in hidden -%}
            '{{ column }}=(not shown)'
        {%- else -%}
            '{{ column.split(".") | last }}=' || coalesce({{ as_text(column) }}, '(empty)')
        {%- endif -%}
        {{ " || ', ' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# A decimal as people write it: 1.05, not 1.0500000000. #}
{% macro number_text(value) -%}{{ return(adapter.dispatch('number_text')(value)) }}{%- endmacro %}
{# Spark's rtrim takes its two texts the other way round. #}
{% macro spark__number_text(value) -%}
    trim(trailing '.' from trim(trailing '0' from {{ as_text('cast(' ~ value ~ ' as decimal(28, 10))') }}))
{%- endmacro %}
{% macro default__number_text(value) -%}
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

{# Whether a generic test judges a seed that people edit: there one finding per wrong word is enough, elsewhere every row is wanted. #}
{% macro is_edited_seed() -%}
    {{ return(tested_file().startswith('seeds/scoring/') or tested_file().startswith('seeds/reference/')) }}
{%- endmacro %}

{# The columns that name a row: as given, else the table's meta.key, else the columns of its unique_rows test, else its first described column. #}
{% macro tested_key(columns=none) -%}
    {%- set node = tested_node() -%}
    {%- set known = columns or node.get('config', {}).get('meta', {}).get('key') -%}
    {%- if known or not node -%}{{ return(known or []) }}{%- endif -%}
    {%- for test in graph.nodes.values() if test.attached_node == node.unique_id and test.test_metadata and test.test_metadata.name == 'unique_rows' -%}
        {{ return(test.test_metadata.kwargs['columns']) }}
    {%- endfor -%}
    {{ return((node.columns.keys() | list)[:1]) }}
{%- endmacro %}

{# The personal columns of the tested table: those that say so, and those that nobody described and that have the name of a personal raw column. #}
{% macro tested_personal_columns() -%}
    {%- if not execute -%}{{ return([]) }}{%- endif -%}
    {%- set node = tested_node() -%}
    {%- set described = node.get('columns', {}) -%}
    {%- set found = [] -%}
    {%- for column in described.values() if column.config.meta.get('personal') -%}{%- do found.append(column.name) -%}{%- endfor -%}
    {%- for declared in graph.sources.values() -%}
        {%- for column in declared.columns.values() if column.config.meta.get('personal') and column.name not in described -%}
            {%- do found.append(column.name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{# The key of a row a generic test found. #}
{% macro tested_row(columns=none) -%}
    {%- set key = tested_key(columns) -%}
    {%- if key | length == 0 -%}''{%- else -%}{{ row_name(key, tested_personal_columns()) }}{%- endif -%}
{%- endmacro %}

{# The value a generic test found. #}
{% macro tested_value(column, is_number=false) -%}
    {%- if execute and column.split(".") | last in tested_personal_columns() -%}'(not shown)'
    {%- else -%}coalesce({{ number_text(column) if is_number else as_text(column) }}, '(empty)')
    {%- endif -%}
{%- endmacro %}

{# The account of a row a generic test found, as a further column of the finding; nothing where the table has none. `expression` where rows are grouped. #}
{% macro tested_account(columns=none, expression='account_id') -%}
    {%- if 'account_id' in tested_key(columns) or 'account_id' in tested_node().get('columns', {}) -%}
        , {{ expression }}{{ ' as account_id' if expression != 'account_id' }}
    {%- endif -%}
{%- endmacro %}

{# A key as people look it up; one with an @ may be somebody's address and is shown by its fingerprint. #}
{% macro shown_key(key) -%}
    case when position('@' in {{ key }}) > 0 then 'hidden ' || md5({{ key }}) else {{ key }} end
{%- endmacro %}
