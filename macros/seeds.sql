{# Seeds on Spark. dbt-spark binds values by writing them between quotes: an apostrophe ends the text there, and an empty cell becomes the word None. Here a
   text is a literal of this project's own and an empty cell is NULL. #}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = seed_types(model, agate_table) -%}
    {%- set statements = [] -%}
    {%- for rows in agate_table.rows | batch(2000) -%}
        {%- set lines = [] -%}
        {%- for row in rows -%}
            {%- set cells = [] -%}
            {%- for cell in row -%}{%- do cells.append('null' if cell is none else quoted(cell)) -%}{%- endfor -%}
            {%- do lines.append('(' ~ cells | join(', ') ~ ')') -%}
        {%- endfor -%}
        {%- set insertion -%}
            insert into {{ this.render() }}
            select {% for name, type in types.items() %}cast({{ name }} as {{ type }}){{ ', ' if not loop.last }}{% endfor %}
            from (values {{ lines | join(', ') }}) as given ({{ types.keys() | join(', ') }})
        {%- endset -%}
        {%- do adapter.add_query(insertion, abridge_sql_log=True) -%}
        {%- do statements.append(insertion) if loop.first -%}
    {%- endfor -%}
    {{ return(statements[0]) }}
{%- endmacro %}

{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set columns = [] -%}
    {%- for name, type in seed_types(model, agate_table).items() -%}{%- do columns.append(name ~ ' ' ~ type) -%}{%- endfor -%}
    {%- set creation = 'create table ' ~ this.render() ~ ' (' ~ columns | join(', ') ~ ') ' ~ file_format_clause() -%}
    {%- call statement('_') -%}{{ creation }}{%- endcall -%}
    {{ return(creation) }}
{%- endmacro %}

{# The columns of a seed with their types as Spark spells them. #}
{% macro seed_types(model, agate_table) -%}
    {%- set types = {} -%}
    {%- for name in agate_table.column_names -%}
        {%- set type = model['config'].get('column_types', {}).get(name) or adapter.convert_type(agate_table, loop.index0) -%}
        {%- do types.update({name: type_text() if type == 'varchar' else type}) -%}
    {%- endfor -%}
    {{ return(types) }}
{%- endmacro %}
