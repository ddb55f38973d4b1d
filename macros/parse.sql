{# Parsing macros take text as clean_text leaves it and give NULL where it is not a value of the type: none of them ever raises an error on
   data, because an engine's cast error would write the raw value into logs. #}

{# Trimmed text; the declared words for "no value" become NULL. A text that is longer than any of them in its quotes is not compared with them. #}
{% macro clean_text(text) -%}
    {%- set words = [] -%}
    {%- for word in var('null_words') -%}{%- do words.append(quoted(word)) -%}{%- endfor -%}
    {#- Quoted, a word has two signs more. -#}
    {%- set longer_than_any = '_' * ((words | map('length') | max) - 1) ~ '%' -%}
    case
        when {{ trimmed(text) }} like '{{ longer_than_any }}' then {{ trimmed(text) }}
        when lower({{ trimmed(text) }}) in ({{ words | join(', ') }}) then null
        else {{ trimmed(text) }}
    end
{%- endmacro %}

{# Without blanks at either end. Spark's trim knows only the plain blank, and landed text has others. #}
{% macro trimmed(text) -%}{{ return(adapter.dispatch('trimmed')(text)) }}{%- endmacro %}
{% macro default__trimmed(text) -%}trim({{ text }}){%- endmacro %}
{% macro spark__trimmed(text) -%}regexp_replace({{ text }}, '^\\p{Zs}+|\\p{Zs}+$', ''){%- endmacro %}

{# The form in which an id is compared between systems: trimmed, upper case. #}
{% macro clean_id(text) -%}
    upper({{ clean_text(text) }})
{%- endmacro %}

{# A code word (industry, segment, enum value): trimmed, lower case. #}
{% macro clean_code(text) -%}
    lower({{ clean_text(text) }})
{%- endmacro %}

{# Control and bidirectional formatting characters, which hide what an id or name really says. #}
{% macro has_hidden_characters(text) -%}{{ return(adapter.dispatch('has_hidden_characters')(text)) }}{%- endmacro %}
{% macro default__has_hidden_characters(text) -%}
    coalesce(regexp_matches({{ text }}, {{ hidden_characters() }}), false)
{%- endmacro %}

{% macro spark__has_hidden_characters(text) -%}
    coalesce(regexp_like({{ text }}, {{ hidden_characters() | replace('\\', '\\\\') }}), false)
{%- endmacro %}

{% macro without_hidden_characters(text) -%}{{ return(adapter.dispatch('without_hidden_characters')(text)) }}{%- endmacro %}
{% macro default__without_hidden_characters(text) -%}
    regexp_replace({{ text }}, {{ hidden_characters() }}, '', 'g')
{%- endmacro %}

{% macro spark__without_hidden_characters(text) -%}
    regexp_replace({{ text }}, {{ hidden_characters() | replace('\\', '\\\\') }}, '')
{%- endmacro %}

{% macro hidden_characters() -%}
    '[\x00-\x1F\x{7F}-\x{9F}\x{61C}\x{200B}-\x{200F}\x{2028}-\x{202E}\x{2060}-\x{2069}\x{FEFF}]'
{%- endmacro %}

{# A name a person typed, without the characters nobody sees. #}
{% macro clean_name(text) -%}
    nullif({{ trimmed(without_hidden_characters(text)) }}, '')
{%- endmacro %}

{# A UTC timestamp without zone. The offset in the text counts: a plain cast to timestamp would drop it. Only year-month-day: DuckDB would also
   read infinity, epoch and 2026/06/30. #}
{% macro parse_timestamp(text) -%}{{ return(adapter.dispatch('parse_timestamp')(text)) }}{%- endmacro %}
{% macro default__parse_timestamp(text) -%}
    cast(try_cast(case when {{ text }} like '____-__-__%' then {{ text }} end as timestamp with time zone) as timestamp)
{%- endmacro %}

{# Spark would read an hour without minutes. #}
{% macro spark__parse_timestamp(text) -%}
    try_cast(case when regexp_like({{ text }}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{1,2}:[0-9]{2}.*)?$') then {{ text }} end as timestamp)
{%- endmacro %}

{# A UTC calendar day. #}
{% macro parse_date(text) -%}
    cast({{ parse_timestamp(text) }} as date)
{%- endmacro %}

{# An exact decimal; text such as nan, inf or a decimal comma is not a number. #}
{% macro parse_decimal(text, precision=18, scale=2) -%}{{ return(adapter.dispatch('parse_decimal')(text, precision, scale)) }}{%- endmacro %}
{% macro default__parse_decimal(text, precision, scale) -%}
    try_cast({{ text }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}

{# Spark reads digits of every script as digits. #}
{% macro spark__parse_decimal(text, precision, scale) -%}
    try_cast(
        case when regexp_like({{ text }}, '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$') then {{ text }} end as decimal({{ precision }}, {{ scale }})
    )
{%- endmacro %}

{# A whole number; "3.0" is one, "3.5" is not. #}
{% macro parse_integer(text) -%}{{ return(adapter.dispatch('parse_integer')(text)) }}{%- endmacro %}
{% macro default__parse_integer(text) -%}
    case
        when try_cast({{ text }} as decimal(18, 4)) = floor(try_cast({{ text }} as decimal(18, 4)))
            then try_cast({{ text }} as bigint)
    end
{%- endmacro %}

{% macro spark__parse_integer(text) -%}
    {%- set parsed = parse_decimal(text, 18, 4) -%}
    case when {{ parsed }} = floor({{ parsed }}) then cast({{ parsed }} as bigint) end
{%- endmacro %}

{% macro parse_boolean(text) -%}
    case
        when lower({{ text }}) in ('true', 't', 'yes', 'y', '1') then true
        when lower({{ text }}) in ('false', 'f', 'no', 'n', '0') then false
    end
{%- endmacro %}

{# Landed, but not readable as its type: what was written there is lost unless the row is quarantined. #}
{% macro is_unreadable(text, parsed) -%}
    ({{ text }} is not null and {{ parsed }} is null)
{%- endmacro %}

{# True where one of the columns is unreadable: any_unreadable(parse_decimal, ['amount'], 18, 4). #}
{% macro any_unreadable(parse, columns) -%}
    ({% for column in columns %}{{ is_unreadable(column, parse(column, *varargs)) }}{{ " or " if not loop.last }}{% endfor %})
{%- endmacro %}

{# Columns of raw_as_landed, `types` being its landed_types. A column that is text in the contract, cleaned. #}
{% macro landed_text(column) -%}{{ clean_text(as_text(column)) }}{%- endmacro %}

{# A column that is a time or a number in the contract: as it is where it was landed as one, else cleaned text. #}
{% macro landed_value(column, types) -%}
    {%- set type = types.get(column, '') -%}
    {{ return(column if is_time_type(type) or is_whole_type(type) else landed_text(column)) }}
{%- endmacro %}

{% macro is_time_type(type) -%}{{ return(type in ('date', 'timestamp', 'timestamp with time zone')) }}{%- endmacro %}
{% macro is_whole_type(type) -%}{{ return(type in ('tinyint', 'smallint', 'integer', 'bigint')) }}{%- endmacro %}

{# A landed_value as parse_timestamp reads its text. #}
{% macro landed_timestamp(value, type) -%}
    {%- if not is_time_type(type) -%}{{ return(parse_timestamp(as_text(value) if is_whole_type(type) else value)) }}{%- endif -%}
    case when {{ value }} between '0001-01-01' and '9999-12-31 23:59:59.999999' then cast({{ value }} as timestamp) end
{%- endmacro %}

{# A landed_value as parse_decimal reads its text. #}
{% macro landed_decimal(value, type, precision=18, scale=2) -%}
    {{ return(parse_decimal(as_text(value) if is_time_type(type) else value, precision, scale)) }}
{%- endmacro %}
