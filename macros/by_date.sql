{# The materialization by_date: a table with the column as_of_date in which only dates are computed anew whose version is another than the one their rows
   were computed by. int_date_versions says what a version is made of; kept_dates, a table beside it, by which version every table holds its dates. Its model
   takes part by `where {{ is_changed_date("as_of_date") }}`, and reads a date, the grid date before it, and what int_date_versions knows. #}
{% materialization by_date, default %}
    {{ return(replaced_parts('as_of_date', changed_dates(), [
        "delete from " ~ kept_dates() ~ " where table_name = " ~ quoted(this.identifier),
        "insert into " ~ kept_dates() ~ " (as_of_date, date_version, table_name) select as_of_date, " ~ full_date_version() ~ ", "
        ~ quoted(this.identifier) ~ " from " ~ ref('int_date_versions')
    ])) }}
{% endmaterialization %}

{# Tables of files have no delete: a date is a partition, which goes and comes as a whole, and the versions are a property of the table. They go first and come
   last, so that what breaks off in between is computed again. #}
{% materialization by_date, adapter='spark' %}
    {%- set dates = changed_dates() -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- if dates is none -%}
        {%- do drop_relation_if_exists(load_cached_relation(this)) -%}
        {%- call statement('main') -%}create table {{ target_relation }} using parquet partitioned by (as_of_date) as {{ compiled_code }}{%- endcall -%}
    {%- else -%}
        {%- call statement('forget') -%}alter table {{ target_relation }} unset tblproperties if exists ('kept_dates'){%- endcall -%}
        {%- set partitions = [] -%}
        {%- for date in dates -%}{%- do partitions.append("partition (as_of_date = " ~ quoted(date) ~ ")") -%}{%- endfor -%}
        {%- if partitions -%}
            {%- call statement('gone') -%}alter table {{ target_relation }} drop if exists {{ partitions | join(', ') }}{%- endcall -%}
        {%- endif -%}
        {%- call statement('main') -%}insert into {{ target_relation }} by name select * from ({{ compiled_code }}) as computed{%- endcall -%}
    {%- endif -%}
    {%- set versions = [] -%}
    {%- for date, version in wanted_dates().items() -%}{%- do versions.append(date ~ '=' ~ version) -%}{%- endfor -%}
    {%- call statement('note') -%}alter table {{ target_relation }} set tblproperties ('kept_dates' = {{ quoted(versions | join(',')) }}){%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# True for the rows of dates that this build computes; of all dates where the table is made as a whole. #}
{% macro is_changed_date(column) -%}
    {%- set dates = changed_dates() -%}
    {{ return('true' if dates is none else is_one_of(column, dates)) }}
{%- endmacro %}

{# The dates of another version than the one this table holds them by, those of the grid no more too. None where everything is computed. #}
{% macro changed_dates() -%}
    {#- While dbt parses it learns of the reference; a unit test has no such input. -#}
    {%- if not execute -%}{%- do ref('int_date_versions') -%}{%- endif -%}
    {%- if not has_kept_parts() -%}{{ return(none) }}{%- endif -%}
    {%- set wanted, held, rows = wanted_dates(), held_dates(), [] -%}
    {%- for date in (wanted.keys() | list + held.keys() | list) | unique | sort -%}
        {%- do rows.append((date, 0 if wanted.get(date) == held.get(date) else 1)) -%}
    {%- endfor -%}
    {{ return(changed_parts(rows)) }}
{%- endmacro %}

{# {date: version} of this build. #}
{% macro wanted_dates() -%}
    {{ return(versions_of_rows(run_query("select as_of_date, " ~ full_date_version() ~ " from " ~ ref('int_date_versions')).rows)) }}
{%- endmacro %}

{# {date: version} of what this table holds. #}
{% macro held_dates() -%}{{ return(adapter.dispatch('held_dates')()) }}{%- endmacro %}
{% macro default__held_dates() -%}
    {{ return(versions_of_rows(run_query("select as_of_date, date_version from " ~ kept_dates() ~ " where table_name = " ~ quoted(this.identifier)).rows)) }}
{%- endmacro %}

{% macro spark__held_dates() -%}
    {%- set rows = [] -%}
    {%- for property in run_query("show tblproperties " ~ this).rows if property[0] == 'kept_dates' -%}
        {%- for date in property[1].split(',') -%}{%- do rows.append(date.split('=')) -%}{%- endfor -%}
    {%- endfor -%}
    {{ return(versions_of_rows(rows)) }}
{%- endmacro %}

{% macro versions_of_rows(rows) -%}
    {%- set versions = {} -%}
    {%- for row in rows -%}{%- do versions.update({row[0] | string: row[1]}) -%}{%- endfor -%}
    {{ return(versions) }}
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

{% macro create_kept_dates() -%}{{ return(adapter.dispatch('create_kept_dates')()) }}{%- endmacro %}
{% macro default__create_kept_dates() -%}
    {%- if execute -%}
        create table if not exists {{ this.incorporate(path={'identifier': 'kept_dates'}) }} (
            as_of_date date, date_version {{ type_text() }}, table_name {{ type_text() }}
        )
    {%- endif -%}
{%- endmacro %}

{% macro spark__create_kept_dates() -%}{%- endmacro %}
