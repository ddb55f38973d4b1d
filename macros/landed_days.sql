{# Usage events are kept by landed day: the day of occurred_at as it is written there, a text that needs no parsing. A table of the materialization by_day
   has the columns landed_on and day_version; only days whose version is another than the one it holds are computed anew. base_usage__event_days.yml says
   what a version is made of. #}

{# The landed day of a text as clean_text leaves it; empty where it does not begin with a day. #}
{% macro landed_day(text) -%}
    coalesce(case when left({{ text }}, 10) like '____-__-__' then left({{ text }}, 10) end, '')
{%- endmacro %}

{# Every landed row of a raw table as landed_on, key and content, a number that is the same for equal rows. #}
{% macro landed_contents(source_name, table_name, day_column, key_column) -%}
    {%- do ref('preflight') -%}
    {{ return(adapter.dispatch('landed_contents')(source_name, table_name, day_column, key_column)) }}
{%- endmacro %}

{% macro default__landed_contents(source_name, table_name, day_column, key_column) -%}
    {%- set rows = all_raw(source_name, table_name) -%}
    {%- if not execute -%}{{ return(rows) }}{%- endif -%}
    (select
        {{ landed_day('trim(' ~ day_column ~ ')') }} as landed_on,
        {{ key_column }} as landed_key,
        {{ number_hash(raw_columns(source_name, table_name)) }} as content
    from {{ rows }} as landed)
{%- endmacro %}

{# As the files have it: turning 20 million rows of Parquet into text takes longer than to look through them. #}
{% macro duckdb__landed_contents(source_name, table_name, day_column, key_column) -%}
    {%- set rows = all_raw(source_name, table_name, is_as_landed=true) -%}
    {%- if not execute -%}{{ return('(select 1)') }}{%- endif -%}
    {%- set types = column_types(rows) -%}
    {%- set columns = [] -%}
    {%- for column in raw_columns(source_name, table_name) if column in types -%}{%- do columns.append(column) -%}{%- endfor -%}
    (select
        {{ landed_day(landed_day_text(day_column, types)) }} as landed_on,
        cast({{ key_column }} as varchar) as landed_key,
        {{ number_hash(columns) }} as content
    from {{ rows }})
{%- endmacro %}

{# The types of the columns of a relation, or of a table function as text, by their names; in lower case. #}
{% macro column_types(rows) -%}
    {%- set types = {} -%}
    {%- if rows is string -%}
        {%- for column in run_query("describe select * from " ~ rows).rows -%}{%- do types.update({column[0] | lower: column[1] | lower}) -%}{%- endfor -%}
    {%- else -%}
        {%- for column in adapter.get_columns_in_relation(rows) -%}{%- do types.update({column.name | lower: column.dtype | lower}) -%}{%- endfor -%}
    {%- endif -%}
    {{ return(types) }}
{%- endmacro %}

{# The text of a landed column in which its day is read: of a timestamp only its date is made text. #}
{% macro landed_day_text(column, types) -%}
    {%- if types.get(column, '').startswith(('timestamp', 'date')) -%}
        cast(cast({{ column }} as date) as {{ type_text() }})
    {%- else -%}
        trim(cast({{ column }} as {{ type_text() }}))
    {%- endif -%}
{%- endmacro %}

{# A number that is the same for equal rows; it is kept within a build file, and another number only means that the day is read again. #}
{% macro number_hash(columns) -%}{{ return(adapter.dispatch('number_hash')(columns)) }}{%- endmacro %}
{% macro default__number_hash(columns) -%}hashtextextended({{ row_text(columns) }}, 0){%- endmacro %}
{% macro duckdb__number_hash(columns) -%}hash({{ columns | join(', ') }}){%- endmacro %}
{% macro spark__number_hash(columns) -%}cast(xxhash64({{ row_text(columns) }}) as decimal(38, 0)){%- endmacro %}

{# A condition on landed columns that leaves out most rows of other days; none where every day is wanted. #}
{% macro rows_of_days(source_name, table_name, day_column, days) -%}
    {{ return(adapter.dispatch('rows_of_days')(source_name, table_name, day_column, days)) }}
{%- endmacro %}

{% macro default__rows_of_days(source_name, table_name, day_column, days) -%}{{ return(none) }}{%- endmacro %}

{% macro duckdb__rows_of_days(source_name, table_name, day_column, days) -%}
    {%- if not execute or days is none or '' in days -%}{{ return(none) }}{%- endif -%}
    {%- if days | length == 0 -%}{{ return('false') }}{%- endif -%}
    {%- set type = column_types(all_raw(source_name, table_name, is_as_landed=true)).get(day_column, '') -%}
    {%- if type.startswith(('timestamp', 'date')) -%}{{ return(day_column ~ " >= " ~ quoted(days | min)) }}{%- endif -%}
    {#- Text sorts by day; what begins with a blank stands before it. -#}
    {{ return("(" ~ day_column ~ " >= " ~ quoted(days | min) ~ " or " ~ day_column ~ " < '0')" if type == 'varchar' else none) }}
{%- endmacro %}
