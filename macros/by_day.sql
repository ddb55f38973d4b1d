{# The materialization by_day: a table of landed days (columns landed_on and day_version) in which only the days are computed anew that have another version
   than before (base_usage__event_days). Its model takes part by `where {{ is_changed_day('landed_on') }}`. The days of a build are replaced in one
   transaction: where it breaks off, the old ones stay, with their old versions. #}
{% materialization by_day, default %}
    {{ return(replaced_parts('landed_on', changed_days())) }}
{% endmaterialization %}

{% materialization by_day, adapter='spark' %}
    {{ return(dbt.materialization_table_spark()) }}
{% endmaterialization %}

{# True for the rows of days that this build computes; of all days where the table is made as a whole. #}
{% macro is_changed_day(column) -%}
    {%- set days = changed_days() -%}
    {{ return('true' if days is none else is_one_of(column, days)) }}
{%- endmacro %}

{# The landed days whose version is another than in this table, those that are landed no more too. None where everything is computed: without a table, with
   --full-refresh, where most days changed (a new rule or column changes all of them), and wherever SQL is only shown or tested. #}
{% macro changed_days() -%}
    {%- set landed = ref('base_usage__event_days') -%}
    {%- if not can_delete() or not has_kept_parts() -%}{{ return(none) }}{%- endif -%}
    {%- if 'day_version' not in adapter.get_columns_in_relation(this) | map(attribute='name') | list -%}{{ return(none) }}{%- endif -%}
    {{ return(changed_parts(run_query(
        "select landed_on, max(is_changed) from ("
        ~ "select coalesce(landed.landed_on, held.landed_on) as landed_on,"
        ~ " case when landed.day_version = held.day_version then 0 else 1 end as is_changed"
        ~ " from (select landed_on, day_version from " ~ landed ~ " where landed_rows > 0) as landed"
        ~ " full join (select landed_on, min(day_version) as day_version from " ~ this ~ " group by landed_on) as held"
        ~ " on landed.landed_on = held.landed_on) as compared group by landed_on order by landed_on"
    ).rows)) }}
{%- endmacro %}

{# What the rows of a day are made by, as one hash: the SQL of the tables kept by day, the macros in them, and settings. Another one is another version
   of every day. #}
{% macro day_rules() -%}
    {%- set rules = [
        clean_text('x'), record_hash(['x']), parse_timestamp('x'), parse_decimal('x', 18, 6), has_hidden_characters('x'), landed_day('x'),
        landed_timestamp('x', 'timestamp'), landed_decimal('x', 'integer', 18, 6),
        quick_hash(['x']), thousandths_of_powers_of_ten('x'), number_setting('largest_amount'), number_setting('future_days_allowed')
    ] -%}
    {%- set models = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.config.materialized == 'by_day' -%}
            {%- do models.append(node.checksum.checksum) -%}
        {%- endfor -%}
    {%- endif -%}
    {#- Sorted: what dbt parses again, for another as-of date too, moves to the end of the graph. -#}
    {{ return(local_md5((rules + (models | sort)) | join('\n'))) }}
{%- endmacro %}

{# The days that base_usage__events holds from the builds before, as a sub-query (landed_on, held_rows, held_version): an input like any other. #}
{% macro held_event_days() -%}
    {%- set held = adapter.get_relation(this.database, this.schema, 'base_usage__events') if can_ask() -%}
    {%- if held and held.is_table and 'day_version' in adapter.get_columns_in_relation(held) | map(attribute='name') | list -%}
        {{ return("(select landed_on, count(*) as held_rows, min(day_version) as held_version from " ~ held ~ " group by landed_on)") }}
    {%- endif -%}
    {%- set text = type_text() -%}
    {{ return("(select cast(null as " ~ text ~ ") as landed_on, cast(null as bigint) as held_rows, cast(null as " ~ text ~ ") as held_version where false)") }}
{%- endmacro %}
