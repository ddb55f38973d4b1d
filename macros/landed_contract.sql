{# One row per column of the raw contract as a sub-query: is its table on, is the column landed. For engines on which preflight.py does not run. #}
{% macro landed_contract() -%}
    {%- set columns = ['source_name', 'table_name', 'column_name', 'is_on', 'is_landed', 'column_position', 'column_type', 'is_filled_later'] -%}
    {%- if not execute -%}{{ return('(select 1)') }}{%- endif -%}
    {%- set rows, problems = [], [] -%}
    {%- set off_by_default = tables_off_by_default() -%}
    {%- for declared in graph.sources.values() -%}
        {%- set name = declared.source_name ~ '.' ~ declared.name -%}
        {%- set is_off = declared.source_name in switched_off() or name in switched_off() -%}
        {%- set landed = [] if is_off else landed_column_names(declared) -%}
        {%- if not (is_off or landed or name in off_by_default) -%}
            {%- do problems.append('- The table ' ~ name ~ ' is switched on and is not landed: land it, or switch it off.') -%}
        {%- endif -%}
        {%- for column in declared.columns.values() -%}
            {%- if landed and column.config.meta.is_required and column.name not in landed -%}
                {%- do problems.append('- The table ' ~ name ~ ' lacks the required column "' ~ column.name ~ '": land it under that name.') -%}
            {%- endif -%}
            {%- do rows.append('(' ~ [
                quoted(declared.source_name), quoted(declared.name), quoted(column.name), 'true' if landed else 'false',
                'true' if column.name in landed else 'false', loop.index, quoted(column.config.meta.type or 'text'),
                'true' if column.config.meta.is_filled_later else 'false'
            ] | join(', ') ~ ')') -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if problems -%}{{ exceptions.raise_compiler_error(problems | join('\n')) }}{%- endif -%}
    (select * from (values {{ rows | join(', ') }}) as given ({{ columns | join(', ') }}))
{%- endmacro %}

{# The names of the landed columns of a table that is on; none where it is not landed. #}
{% macro landed_column_names(declared) -%}
    {%- if not can_ask() -%}{{ return(declared.columns.keys() | list) }}{%- endif -%}
    {%- set schema_name = var('raw_schema_' ~ declared.source_name, none) -%}
    {%- if schema_name is not none -%}
        {%- set relation = adapter.get_relation(target.get('database'), schema_name, declared.name) -%}
        {{ return(adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list if relation else []) }}
    {%- elif landing_folder() != '' -%}
        {{ return(landed_file_columns(declared.source_name, declared.name)) }}
    {%- endif -%}
    {{ return(declared.columns.keys() | list) }}
{%- endmacro %}

{% macro landed_file_columns(source_name, table_name) -%}{{ return(adapter.dispatch('landed_file_columns')(source_name, table_name)) }}{%- endmacro %}

{% macro default__landed_file_columns(source_name, table_name) -%}{{ return(refused_landing_folder()) }}{%- endmacro %}

{# "crm.accounts" of every table whose absence needs no word. #}
{% macro tables_off_by_default() -%}
    {%- if not can_ask() -%}{{ return([]) }}{%- endif -%}
    {%- set found = run_query("select source_name, table_name from " ~ ref('data_sources') ~ " where not is_on_by_default") -%}
    {%- set names = [] -%}
    {%- for row in found.rows -%}{%- do names.append(row[0] ~ '.' ~ row[1]) -%}{%- endfor -%}
    {{ return(names) }}
{%- endmacro %}
