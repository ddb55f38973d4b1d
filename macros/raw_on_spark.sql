{# A landed table on Spark: a view of the session over its files, as wide as they are. #}
{% macro spark__raw_from_landing(source_name, table_name, columns, rows_where) -%}
    {%- set files = landed_files(source_name, table_name) -%}
    {%- if files | length == 0 -%}{{ return(empty_raw(columns)) }}{%- endif -%}
    {%- set view_name = 'landed_' ~ source_name ~ '__' ~ table_name -%}
    {%- set landed = landed_view(view_name, files) -%}
    (select
        {% for column in columns -%}
        cast({{ column if column in landed else 'null' }} as {{ type_text() }}) as {{ column }}{{ ", " if not loop.last }}
        {% endfor -%}
    from {{ view_name }}{{ ' where ' ~ rows_where if rows_where }})
{%- endmacro %}

{% macro spark__landed_file_columns(source_name, table_name) -%}
    {%- set files = landed_files(source_name, table_name) -%}
    {{ return(landed_view('landed_' ~ source_name ~ '__' ~ table_name, files) if files else []) }}
{%- endmacro %}

{# Makes the view and gives its column names. Every CSV cell is text: an empty one is NULL, quotes are doubled, and a line may end inside of them. #}
{% macro landed_view(view_name, files) -%}
    {%- set is_csv = files[0].endswith('.csv') -%}
    {%- set path = files[0] if files | length == 1 else files[0].rsplit('/', 1)[0] ~ '/*.parquet' -%}
    {%- set options = "header 'true', multiLine 'true', escape '\"', quote '\"', inferSchema 'false'" if is_csv else "mergeSchema 'true'" -%}
    {%- do run_query(
        "create or replace temporary view " ~ view_name ~ " using " ~ ('csv' if is_csv else 'parquet') ~ " options (path " ~ quoted(path) ~ ", " ~ options ~ ")"
    ) -%}
    {{ return(run_query("describe " ~ view_name).columns[0].values() | map('lower') | list) }}
{%- endmacro %}

{# The files of a landed table: one CSV, one Parquet file or the parts of a folder; none where it is not landed. #}
{% macro landed_files(source_name, table_name) -%}
    {%- set stem = landing_folder() ~ '/' ~ source_name ~ '/' ~ table_name -%}
    {%- set found = [] -%}
    {%- for file in run_query("select path from binaryFile." ~ adapter.quote(landing_folder() ~ '/*/*') ~ " order by path").columns[0].values() -%}
        {%- set is_part = file.endswith('.parquet') and file.rsplit('/', 1)[0].endswith(stem) -%}
        {%- if file.endswith(stem ~ '.csv') or file.endswith(stem ~ '.parquet') or is_part -%}{%- do found.append(file) -%}{%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
