{# The materialization by_day: a table of landed days (columns landed_on and day_version) in which only the days are computed anew that have another version
   than before (base_usage__event_days). Its model takes part by `where {{ is_changed_day('landed_on') }}`. The days of a build are replaced in one
   transaction: where it breaks off, the old ones stay, with their old versions. #}
{% materialization by_day, default %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set days = changed_days() -%}
    {{ run_hooks(pre_hooks) }}
    {%- if days is none -%}
        {%- do drop_relation_if_exists(load_cached_relation(this)) -%}
        {%- call statement('main') -%}{{ get_create_table_as_sql(false, target_relation, compiled_code) }}{%- endcall -%}
    {%- else -%}
        {%- set columns = adapter.get_columns_in_relation(target_relation) | map(attribute='name') | join(', ') -%}
        {%- call statement('gone') -%}delete from {{ target_relation }} where {{ is_one_of('landed_on', days) }}{%- endcall -%}
        {%- call statement('main') -%}
            insert into {{ target_relation }} ({{ columns }}) select {{ columns }} from ({{ compiled_code }}) as computed
        {%- endcall -%}
    {%- endif -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# Tables of files have no delete: the whole table is written. #}
{% materialization by_day, adapter='spark' %}
    {{ return(dbt.materialization_table_spark()) }}
{% endmaterialization %}

{# True for the rows of days that this build computes; of all days where the table is made as a whole. #}
{% macro is_changed_day(column) -%}
    {%- set days = changed_days() -%}
    {{ return('true' if days is none else is_one_of(column, days)) }}
{%- endmacro %}

{% macro is_one_of(column, texts) -%}
    {%- set literals = [] -%}
    {%- for text in texts -%}{%- do literals.append(quoted(text)) -%}{%- endfor -%}
    {{ return(column ~ ' in (' ~ literals | join(', ') ~ ')' if literals else 'false') }}
{%- endmacro %}

{# The landed days whose version is another than in this table, those that are landed no more too. None where everything is computed: without a table, with
   --full-refresh, where most days changed (a new rule or column changes all of them), and wherever SQL is only shown or tested. #}
{% macro changed_days() -%}
    {%- set landed = ref('base_usage__event_days') -%}
    {%- if not execute or model.resource_type != 'model' or flags.WHICH not in ('build', 'run', 'retry') -%}{{ return(none) }}{%- endif -%}
    {%- set held = load_cached_relation(this) -%}
    {%- if held is none or not held.is_table or flags.FULL_REFRESH or flags.EMPTY or flags.SAMPLE or not can_delete() -%}{{ return(none) }}{%- endif -%}
    {%- if 'day_version' not in adapter.get_columns_in_relation(held) | map(attribute='name') | list -%}{{ return(none) }}{%- endif -%}
    {%- set days = run_query(
        "select landed_on, max(is_changed) from ("
        ~ "select coalesce(landed.landed_on, held.landed_on) as landed_on,"
        ~ " case when landed.day_version = held.day_version then 0 else 1 end as is_changed"
        ~ " from (select landed_on, day_version from " ~ landed ~ " where landed_rows > 0) as landed"
        ~ " full join (select landed_on, min(day_version) as day_version from " ~ held ~ " group by landed_on) as held"
        ~ " on landed.landed_on = held.landed_on) as compared group by landed_on order by landed_on"
    ).rows -%}
    {%- set changed = [] -%}
    {%- for day in days if day[1] == 1 -%}{%- do changed.append(day[0]) -%}{%- endfor -%}
    {{ return(none if changed | length > 0.5 * (days | length) else changed) }}
{%- endmacro %}

{% macro can_delete() -%}{{ return(adapter.dispatch('can_delete')()) }}{%- endmacro %}
{% macro default__can_delete() -%}{{ return(true) }}{%- endmacro %}
{% macro spark__can_delete() -%}{{ return(false) }}{%- endmacro %}

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
