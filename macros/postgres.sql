{# What PostgreSQL says in its own words. It has no cast that gives NULL for what is no value, so the text is looked at first: only what surely is a value
   is cast, and no error ever quotes one. #}

{# A day that the calendar has, and a time of day with or without a zone; parts of a microsecond are left out, as elsewhere. #}
{% macro postgres__parse_timestamp(text) -%}
    {%- set day = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])' -%}
    {%- set time = '(([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9]([.][0-9]*)?)?|24:00(:00)?)' -%}
    {%- set zone = '( ?UTC|Z|z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)?' -%}
    (
        cast(
            case
                when
                    {{ text }} ~ '{{ day }}([ T]{{ time }}{{ zone }})?$'
                    and left({{ text }}, 4) <> '0000'
                    and cast(substr({{ text }}, 9, 2) as integer) <= case
                        when substr({{ text }}, 6, 2) in ('04', '06', '09', '11') then 30
                        when substr({{ text }}, 6, 2) <> '02' then 31
                        when mod(cast(left({{ text }}, 4) as integer), 400) = 0 then 29
                        when mod(cast(left({{ text }}, 4) as integer), 100) = 0 then 28
                        when mod(cast(left({{ text }}, 4) as integer), 4) = 0 then 29
                        else 28
                    end
                    then regexp_replace({{ text }}, '([.][0-9]{6})[0-9]+', '\1')
            end as timestamp with time zone
        ) at time zone 'UTC'
    )
{%- endmacro %}

{% macro postgres__parse_decimal(text, precision, scale) -%}
    case
        when {{ text }} ~ '^[+-]?([0-9]{1,40}[.]?[0-9]{0,40}|[.][0-9]{1,40})([eE][+-]?[0-9]{1,2})?$'
            then case
                when abs(round(cast({{ text }} as numeric), {{ scale }})) < {{ 10 ** (precision - scale) }}
                    then cast(cast({{ text }} as numeric) as decimal({{ precision }}, {{ scale }}))
            end
    end
{%- endmacro %}

{% macro postgres__parse_integer(text) -%}
    {%- set parsed = parse_decimal(text, 18, 4) -%}
    case when {{ parsed }} = floor({{ parsed }}) then cast({{ parsed }} as bigint) end
{%- endmacro %}

{# trim knows only the plain blank, and landed text has others. #}
{% macro postgres__trimmed(text) -%}
    regexp_replace({{ text }}, '^{{ postgres_blanks() }}|{{ postgres_blanks() }}$', '', 'g')
{%- endmacro %}
{% macro postgres_blanks() -%}[ \u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+{%- endmacro %}

{% macro postgres__has_hidden_characters(text) -%}coalesce({{ text }} ~ {{ postgres_hidden_characters() }}, false){%- endmacro %}
{% macro postgres__without_hidden_characters(text) -%}regexp_replace({{ text }}, {{ postgres_hidden_characters() }}, '', 'g'){%- endmacro %}
{# As hidden_characters, without the one that no text of PostgreSQL can hold. #}
{% macro postgres_hidden_characters() -%}
    '[\u0001-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]'
{%- endmacro %}

{# The columns of the published tables that lie in the warehouse, with the types as the contracts spell them. #}
{% macro postgres__last_release_columns() -%}
    {%- set found = [] -%}
    {%- if can_ask() -%}
        {%- set columns = run_query(
            "select table_name, column_name, case data_type when 'character varying' then 'varchar' when 'timestamp without time zone' then 'timestamp'"
            ~ " when 'numeric' then 'decimal(' || numeric_precision || ',' || numeric_scale || ')' else data_type end"
            ~ " from information_schema.columns where table_schema = 'published' order by table_name, ordinal_position"
        ) -%}
        {%- for row in columns.rows -%}{%- do found.append((row[0], row[1], row[2])) -%}{%- endfor -%}
    {%- endif -%}
    {{ column_rows(found) }}
{%- endmacro %}

{# A table nobody has looked at yet is planned as if it were empty, and the widest joins of the scoring then go row by row. #}
{% macro postgres__create_table_as(temporary, relation, sql) -%}
    {{ dbt.postgres__create_table_as(temporary, relation, sql) }};
    analyze {{ relation }}
{%- endmacro %}
