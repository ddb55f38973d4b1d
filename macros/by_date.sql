{# The materialization by_date: a table with the column as_of_date in which only dates are computed anew whose version is another than the one their rows
   were computed by. int_date_versions says what a version is made of; kept_dates, a table beside it, says by which version every table holds its dates. Its model
   takes part by `where {{ is_changed_date('as_of_date') }}`, and may read a date and the grid date before it, nothing else that int_date_versions does not know. #}
{% materialization by_date, default %}
    {%- set dates = changed_dates() -%}
    {%- set note = [
        "delete from " ~ kept_dates() ~ " where table_name = " ~ quoted(this.identifier),
        "insert into " ~ kept_dates() ~ " select " ~ quoted(this.identifier) ~ ", as_of_date, " ~ full_date_version() ~ " from " ~ ref('int_date_versions')
    ] -%}
    {{ return(replaced_parts('as_of_date', dates, note)) }}
{% endmaterialization %}

{% materialization by_date, adapter='spark' %}
    {{ return(dbt.materialization_table_spark()) }}
{% endmaterialization %}

{# True for the rows of dates that this build computes; of all dates where the table is made as a whole. #}
{% macro is_changed_date(column) -%}
    {%- set dates = changed_dates() -%}
    {{ return('true' if dates is none else is_one_of(column, dates)) }}
{%- endmacro %}

{# The dates of another version than the one this table holds them by, those of the grid no more too. None where everything is computed. #}
{% macro changed_dates() -%}
    {%- set versions = ref('int_date_versions') -%}
    {%- if not has_kept_parts() -%}{{ return(none) }}{%- endif -%}
    {{ return(changed_parts(run_query(
        "select coalesce(versions.as_of_date, held.as_of_date) as as_of_date,"
        ~ " case when versions.date_version = held.date_version then 0 else 1 end as is_changed"
        ~ " from (select as_of_date, " ~ full_date_version() ~ " as date_version from " ~ versions ~ ") as versions"
        ~ " full join (select * from " ~ kept_dates() ~ " where table_name = " ~ quoted(this.identifier) ~ ") as held"
        ~ " on versions.as_of_date = held.as_of_date order by 1"
    ).rows)) }}
{%- endmacro %}

{# The version of a date and the rules it is computed by, which an edit changes at once, whatever part of the project is built after it. #}
{% macro full_date_version() -%}{{ return("date_version || " ~ quoted('-' ~ date_rules())) }}{%- endmacro %}

{# What the rows of a date are made by, as one hash: the SQL of every model that computes, and the macros in those that are kept by date. #}
{% macro date_rules() -%}
    {%- set rules = [
        exact_quotient('x', 'y', 4), weighted_score('x', 'y'), limited('x', 'y', 'z'), interpolated('x', 'a', 'b', 'c', 'd'), beyond_every_value(),
        in_band('x', 'y'), days_between('x', 'y'), type_text()
    ] -%}
    {%- set models = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.fqn[1] in ('rulebook', 'intermediate', 'marts') -%}
        {%- do models.append(node.checksum.checksum) -%}
    {%- endfor -%}
    {#- Sorted: what dbt parses again, for another as-of date too, moves to the end of the graph. -#}
    {{ return(local_md5((rules + (models | sort)) | join('\n'))) }}
{%- endmacro %}

{# The table of the versions by which dates are kept: one row per table and date. #}
{% macro kept_dates() -%}
    {%- set versions = ref('int_date_versions') -%}
    {{ return(api.Relation.create(database=versions.database, schema=versions.schema, identifier='kept_dates')) }}
{%- endmacro %}

{% macro create_kept_dates() -%}
    {%- if execute and can_delete() -%}
        create table if not exists {{ this.incorporate(path={'identifier': 'kept_dates'}) }} (
            table_name {{ type_text() }}, as_of_date date, date_version {{ type_text() }}
        )
    {%- endif -%}
{%- endmacro %}
