{# Tables that are kept from build to build, in which only some parts are computed anew: landed days (macros/by_day.sql) and as-of dates
   (macros/by_date.sql). A part is what has one value in one column. #}

{# Makes a table, or the given parts of it anew in one transaction: where it breaks off, the old rows stay. `note` is what the transaction also says. #}
{% macro replaced_parts(column, parts, note=none) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- if parts is none -%}
        {%- do drop_relation_if_exists(load_cached_relation(this)) -%}
        {%- call statement('main') -%}{{ get_create_table_as_sql(false, target_relation, compiled_code) }}{%- endcall -%}
    {%- else -%}
        {%- set columns = adapter.get_columns_in_relation(target_relation) | map(attribute='name') | join(', ') -%}
        {%- call statement('gone') -%}delete from {{ target_relation }} where {{ is_one_of(column, parts) }}{%- endcall -%}
        {%- call statement('main') -%}
            insert into {{ target_relation }} ({{ columns }}) select {{ columns }} from ({{ compiled_code }}) as computed
        {%- endcall -%}
    {%- endif -%}
    {%- for line in note or [] -%}{%- call statement('note_' ~ loop.index) -%}{{ line }}{%- endcall -%}{%- endfor -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target_relation]}) }}
{%- endmacro %}

{# True where this model's table holds parts that a build may keep. False without a table, with --full-refresh, and wherever SQL is only shown or tested. #}
{% macro has_kept_parts() -%}
    {%- if not execute or model.resource_type != 'model' or flags.WHICH not in ('build', 'run', 'retry') -%}{{ return(false) }}{%- endif -%}
    {%- set held = load_cached_relation(this) -%}
    {{ return(held is not none and held.is_table and not (flags.FULL_REFRESH or flags.EMPTY or flags.SAMPLE)) }}
{%- endmacro %}

{# The parts to compute anew, of rows (part, 1 where it changed). None, which is all of them, where most changed: a new rule or column changes every part. #}
{% macro changed_parts(rows) -%}
    {%- set changed = [] -%}
    {%- for row in rows if row[1] == 1 -%}{%- do changed.append(row[0] | string) -%}{%- endfor -%}
    {{ return(none if changed | length > 0.5 * (rows | length) else changed) }}
{%- endmacro %}

{% macro is_one_of(column, texts) -%}
    {%- set literals = [] -%}
    {%- for text in texts -%}{%- do literals.append(quoted(text)) -%}{%- endfor -%}
    {{ return(column ~ ' in (' ~ literals | join(', ') ~ ')' if literals else 'false') }}
{%- endmacro %}

{% macro can_delete() -%}{{ return(adapter.dispatch('can_delete')()) }}{%- endmacro %}
{% macro default__can_delete() -%}{{ return(true) }}{%- endmacro %}
{# Tables of files have no delete: the whole table is written. #}
{% macro spark__can_delete() -%}{{ return(false) }}{%- endmacro %}
