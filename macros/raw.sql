{# The one place that decides where a raw table is: the sample seeds, a file of the landing folder, or a table in the warehouse (var
   raw_schema_<source>). Always a sub-query with every column of the contract (models/staging/<source>/_<source>__sources.yml) as text: an optional
   column that was not landed is NULL, a switched-off table has no rows, and so has an erased account. Every raw table waits for the preflight.
   `rows_where` may leave out rows by what was landed, so that an engine that can need not read them. #}
{% macro raw(source_name, table_name, rows_where=none) -%}
    {%- do ref('preflight') -%}
    {%- do ref('erased_accounts') -%}
    {%- set rows = all_raw(source_name, table_name, rows_where) -%}
    {%- if not execute -%}{{ return(rows) }}{%- endif -%}
    {{ return(without_erased(source_name, table_name, raw_columns(source_name, table_name), rows)) }}
{%- endmacro %}

{# The same, but where the engine knows the types of what was landed (landed_types) the columns have them: a large table is not turned into text to be read
   back from it. The macros landed_... of parse.sql read such a column. #}
{% macro raw_as_landed(source_name, table_name, rows_where=none) -%}
    {{ return(adapter.dispatch('raw_as_landed')(source_name, table_name, rows_where)) }}
{%- endmacro %}

{% macro default__raw_as_landed(source_name, table_name, rows_where) -%}{{ return(raw(source_name, table_name, rows_where)) }}{%- endmacro %}

{% macro duckdb__raw_as_landed(source_name, table_name, rows_where) -%}
    {%- do ref('preflight') -%}
    {%- do ref('erased_accounts') -%}
    {%- set rows = all_raw(source_name, table_name, is_as_landed=true) -%}
    {%- if not execute -%}{{ return(rows) }}{%- endif -%}
    {%- set types, columns, selected = landed_types(source_name, table_name), raw_columns(source_name, table_name), [] -%}
    {%- for column in columns -%}{%- do selected.append(column if column in types else 'cast(null as varchar) as ' ~ column) -%}{%- endfor -%}
    {%- set rows = "(select " ~ selected | join(', ') ~ " from " ~ rows ~ (" where " ~ rows_where if rows_where else "") ~ ")" -%}
    {{ return(without_erased(source_name, table_name, columns, rows)) }}
{%- endmacro %}

{# The types of the landed columns by their names, in lower case, as raw_as_landed has them; a column that is not in it is text. #}
{% macro landed_types(source_name, table_name) -%}{{ return(adapter.dispatch('landed_types')(source_name, table_name)) }}{%- endmacro %}
{% macro default__landed_types(source_name, table_name) -%}{{ return({}) }}{%- endmacro %}
{% macro duckdb__landed_types(source_name, table_name) -%}
    {{ return(column_types(all_raw(source_name, table_name, is_as_landed=true)) if can_ask() else {}) }}
{%- endmacro %}

{# The landed rows, erased accounts included: for raw() and for looking at days (macros/landed_days.sql) only. `is_as_landed`: the relation or table
   function itself, with the columns and types it has. #}
{% macro all_raw(source_name, table_name, rows_where=none, is_as_landed=false) -%}
    {%- set in_warehouse = var('raw_schema_' ~ source_name, none) is not none -%}
    {%- if in_warehouse and not modules.re.match('^[A-Za-z0-9_]+$', var('raw_schema_' ~ source_name) | string) -%}
        {{ exceptions.raise_compiler_error("The var raw_schema_" ~ source_name ~ " is not a schema name of letters, digits and underscores. Correct it.") }}
    {%- endif -%}
    {%- if in_warehouse or landing_folder() != '' -%}
        {%- set relation = source(source_name, table_name) -%}
    {%- else -%}
        {%- set relation = ref('raw_' ~ source_name ~ '__' ~ table_name) -%}
    {%- endif -%}
    {%- if not execute -%}{{ return('(select 1)') }}{%- endif -%}
    {%- set columns = raw_columns(source_name, table_name) -%}
    {%- set off = switched_off() -%}
    {%- if source_name in off or (source_name ~ '.' ~ table_name) in off -%}
        {{ return(empty_raw(columns)) }}
    {%- elif in_warehouse or landing_folder() == '' -%}
        {{ return(relation if is_as_landed else raw_from_table(relation, columns, rows_where)) }}
    {%- endif -%}
    {%- if is_as_landed -%}{{ return(landing_reader(source_name, table_name) or empty_raw(columns)) }}{%- endif -%}
    {{ return(raw_from_landing(source_name, table_name, columns, rows_where)) }}
{%- endmacro %}

{# The column names of a raw table, in the order of the contract. #}
{% macro raw_columns(source_name, table_name) -%}
    {%- for declared in graph.sources.values() if declared.source_name == source_name and declared.name == table_name -%}
        {{ return(declared.columns.keys() | list) }}
    {%- endfor -%}
    {{ exceptions.raise_compiler_error("No raw table " ~ source_name ~ "." ~ table_name ~ " is declared in models/staging.") }}
{%- endmacro %}

{% macro empty_raw(columns) -%}
    (select {% for column in columns %}cast(null as {{ type_text() }}) as {{ column }}{{ ", " if not loop.last }}{% endfor %} where false)
{%- endmacro %}

{% macro raw_from_table(relation, columns, rows_where=none) -%}
    {%- set landed = adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list if can_ask() else columns -%}
    (select
        {% for column in columns -%}
        cast({{ column if column in landed else 'null' }} as {{ type_text() }}) as {{ column }}{{ ", " if not loop.last }}
        {% endfor -%}
    from {{ relation }}{{ ' where ' ~ rows_where if rows_where }})
{%- endmacro %}

{# CSV and Parquet are read in place; a table may be a folder of Parquet parts. Columns are matched by name, never by position. #}
{% macro raw_from_landing(source_name, table_name, columns, rows_where=none) -%}
    {{ return(adapter.dispatch('raw_from_landing')(source_name, table_name, columns, rows_where)) }}
{%- endmacro %}

{% macro default__raw_from_landing(source_name, table_name, columns, rows_where) -%}{{ return(refused_landing_folder()) }}{%- endmacro %}

{% macro refused_landing_folder() -%}
    {{ exceptions.raise_compiler_error("- The files of a landing folder are read in place on DuckDB and Spark: load them, and set the vars raw_schema_<source>.") }}
{%- endmacro %}

{% macro duckdb__raw_from_landing(source_name, table_name, columns, rows_where) -%}
    {%- set reader = landing_reader(source_name, table_name) -%}
    {%- if reader is none -%}{{ return(empty_raw(columns)) }}{%- endif -%}
    (select {{ columns | join(', ') }} from (
        select * from {{ empty_raw(columns) }} union all by name select * from {{ reader }}{{ ' where ' ~ rows_where if rows_where }}
    ) as landed)
{%- endmacro %}

{# The table function by which DuckDB reads the files of a landed table; none where it has no file. #}
{% macro landing_reader(source_name, table_name) -%}
    {%- set stem = landing_folder() ~ "/" ~ source_name ~ "/" ~ table_name -%}
    {%- set found = run_query("select file from glob([" ~ quoted(stem ~ ".csv") ~ ", " ~ quoted(stem ~ ".parquet") ~ ", " ~ quoted(stem ~ "/*.parquet") ~ "]) order by 1") -%}
    {%- set files = found.columns[0].values() | list -%}
    {%- if files | length == 0 -%}{{ return(none) }}{%- endif -%}
    {%- set listed = [] -%}
    {%- for file in files -%}{%- do listed.append(quoted(file)) -%}{%- endfor -%}
    {%- set listed = "[" ~ listed | join(", ") ~ "], union_by_name = true" -%}
    {#- Without skip and comment DuckDB guesses them, and drops rows that begin with a hash sign. -#}
    {{ return("read_csv(" ~ listed ~ ", all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"', skip = 0, comment = '')"
        if files[0].endswith('.csv') else "read_parquet(" ~ listed ~ ")") }}
{%- endmacro %}
