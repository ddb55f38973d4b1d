{# Seeds on Spark. dbt-spark binds values by writing them between quotes: an apostrophe ends the text there, and an empty cell becomes the word None. Here
   a text is what the file says and an empty cell is NULL. The first rows come with the table, because every statement costs a second there. #}
{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set creation = 'create table ' ~ this.render() ~ ' ' ~ file_format_clause() ~ ' as ' ~ seed_rows(model, as_written(model, agate_table), 0) -%}
    {%- call statement('_') -%}{{ creation }}{%- endcall -%}
    {{ return(creation) }}
{%- endmacro %}

{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- if agate_table.rows | length > seed_batch() -%}
        {%- set written = as_written(model, agate_table) -%}
        {%- for start in range(seed_batch(), written.rows | length, seed_batch()) -%}
            {%- do adapter.add_query('insert into ' ~ this.render() ~ ' ' ~ seed_rows(model, written, start), abridge_sql_log=True) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return('') }}
{%- endmacro %}

{# The rows of a seed as they stand in its file. dbt takes the word `null`, and blanks, for an empty cell, whatever the column's type; DuckDB, which reads
   the file itself, does not. #}
{% macro as_written(model, agate_table) -%}
    {%- for type in agate_table.column_types -%}{%- do type.null_values.clear() -%}{%- endfor -%}
    {%- set file = model.root_path ~ '/' ~ model.original_file_path -%}
    {{ return(agate_table.from_csv(file, column_types=agate_table.column_types, encoding='utf-8-sig')) }}
{%- endmacro %}

{% macro seed_batch() -%}{{ return(20000) }}{%- endmacro %}

{# The rows of a seed from one on, as a query with the seed's column types as Spark spells them. One text holds them all: of ten thousand rows written as
   values Spark analyses every cell by itself, for a minute and more. #}
{% macro seed_rows(model, agate_table, start) -%}
    {%- set columns, lines = [], [] -%}
    {%- for name in agate_table.column_names -%}
        {%- set type = model['config'].get('column_types', {}).get(name) or adapter.convert_type(agate_table, loop.index0) -%}
        {%- do columns.append('cast(cells[' ~ loop.index0 ~ '] as ' ~ (type_text() if type == 'varchar' else type) ~ ') as ' ~ name) -%}
    {%- endfor -%}
    {%- for index in range(start, [start + seed_batch(), agate_table.rows | length] | min) -%}
        {%- set cells = [] -%}
        {%- for cell in agate_table.rows[index] -%}{%- do cells.append(none if cell in (none, '') else cell | string) -%}{%- endfor -%}
        {%- do lines.append(cells) -%}
    {%- endfor -%}
    select {{ columns | join(', ') }}
    from (select explode(from_json({{ quoted(tojson(lines)) }}, 'array<array<string>>')) as cells) as given
{%- endmacro %}
