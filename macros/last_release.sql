{# A table of the release that readers see now, as a sub-query with the given columns (name: type). Without one, or for a column it does not
   have yet, typed NULLs: the last release is an input of the build like any other. #}
{% macro last_release(schema_name, table_name, columns) -%}{{ return(adapter.dispatch('last_release')(schema_name, table_name, columns)) }}{%- endmacro %}

{% macro duckdb__last_release(schema_name, table_name, columns) -%}
    {%- set path = "releases/" ~ company() ~ "/current/" ~ schema_name ~ "/" ~ table_name ~ ".parquet" -%}
    {%- set empty -%}
        (select {% for column, type in columns.items() %}cast(null as {{ type }}) as {{ column }}{{ ", " if not loop.last }}{% endfor %} where false)
    {%- endset -%}
    {%- if not can_ask() -%}{{ return(empty) }}{%- endif -%}
    {%- if run_query("select file from glob(" ~ quoted(path) ~ ")").rows | length == 0 -%}{{ return(empty) }}{%- endif -%}
    (select {{ columns.keys() | join(', ') }} from (select * from {{ empty }} union all by name select * from read_parquet({{ quoted(path) }})) as released)
{%- endmacro %}

{# Elsewhere the last release is what lies in the warehouse: the published tables, and what models/published/other_engines keeps beside them. #}
{% macro default__last_release(schema_name, table_name, columns) -%}
    {%- set found = adapter.get_relation(target.get('database'), 'published' if schema_name == 'published' else 'released', table_name) if can_ask() -%}
    {%- set known = adapter.get_columns_in_relation(found) | map(attribute='name') | map('lower') | list if found else [] -%}
    (
        select
            {% for column, type in columns.items() -%}
            cast({{ column if column in known else 'null' }} as {{ type }}) as {{ column }}{{ ", " if not loop.last }}
            {% endfor -%}
        {{ "from " ~ found if found else "where false" }}
    )
{%- endmacro %}

{# The folder name under build/ and releases/: as in profiles.yml. #}
{% macro company() -%}
    {{ return(env_var('HEALTH_COMPANY', env_var('HEALTH_LANDING', 'sample').rstrip('/').split('/')[-1])) }}
{%- endmacro %}

{# The columns of the published tables of the last release, as a sub-query (table_name, column_name, column_type); empty where there is none. #}
{% macro last_release_columns() -%}{{ return(adapter.dispatch('last_release_columns')()) }}{%- endmacro %}

{# Elsewhere releases are no files. A text is `string` on Spark and `varchar` in the contracts. #}
{% macro default__last_release_columns() -%}{{ column_rows([]) }}{%- endmacro %}

{% macro spark__last_release_columns() -%}
    {%- set found = [] -%}
    {%- if can_ask() -%}
        {%- set names = {'string': 'varchar', 'int': 'integer'} -%}
        {%- set schema = api.Relation.create(schema='published') -%}
        {%- set relations = list_relations_without_caching(schema).rows if adapter.check_schema_exists(none, 'published') else [] -%}
        {%- for relation in relations if not relation[2] -%}
            {%- for column in adapter.get_columns_in_relation(adapter.get_relation(none, 'published', relation[1])) -%}
                {%- do found.append((relation[1], column.name, names.get(column.dtype, column.dtype))) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ column_rows(found) }}
{%- endmacro %}

{% macro duckdb__last_release_columns() -%}
    {%- set found = [] -%}
    {%- if can_ask() -%}
        {%- for file in run_query("select file from glob(" ~ quoted("releases/" ~ company() ~ "/current/published/*.parquet") ~ ") order by 1").columns[0].values() -%}
            {%- for column in run_query("describe select * from read_parquet(" ~ quoted(file) ~ ")").rows -%}
                {%- do found.append((file.split('/')[-1][:-8], column[0], column[1])) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ column_rows(found) }}
{%- endmacro %}

{# The columns that the contracts in models/published declare, as a sub-query of the same shape. #}
{% macro declared_columns() -%}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.fqn[1] == 'published' and node.config.contract.enforced -%}
            {%- for column in node.columns.values() -%}
                {%- do found.append((node.alias, column.name, column.data_type)) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ column_rows(found) }}
{%- endmacro %}

{# The tables that stay published: those of models/published and those retired on purpose (var retired_tables), as a sub-query of the same shape. #}
{% macro declared_tables() -%}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.fqn[1] == 'published' -%}
            {%- do found.append((node.alias, '', '')) -%}
        {%- endfor -%}
        {%- for table in var('retired_tables') -%}{%- do found.append((table, '', '')) -%}{%- endfor -%}
    {%- endif -%}
    {{ column_rows(found) }}
{%- endmacro %}

{# Triples of table, column and type as a sub-query; a type in lower case and without blanks, so that two spellings are one type. One list of values and no
   chain of unions: Spark takes a minute to analyse one. #}
{% macro column_rows(triples) -%}
    (
        select * from (values
            (cast(null as {{ type_text() }}), cast(null as {{ type_text() }}), cast(null as {{ type_text() }}))
            {%- for table, column, type in triples %},
            ({{ quoted(table) }}, {{ quoted(column | lower) }}, {{ quoted(type | lower | replace(' ', '')) }})
            {%- endfor %}
        ) as given (table_name, column_name, column_type)
        where table_name is not null
    )
{%- endmacro %}
