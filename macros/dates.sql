{# Whole days from one date to a later one. #}
{% macro days_between(earlier, later) -%}{{ return(adapter.dispatch('days_between')(earlier, later)) }}{%- endmacro %}
{% macro default__days_between(earlier, later) -%}(cast({{ later }} as date) - cast({{ earlier }} as date)){%- endmacro %}
{% macro duckdb__days_between(earlier, later) -%}
    cast(date_diff('day', cast({{ earlier }} as date), cast({{ later }} as date)) as integer)
{%- endmacro %}
{% macro spark__days_between(earlier, later) -%}datediff({{ later }}, {{ earlier }}){%- endmacro %}

{# A date moved by whole days, forward or back. #}
{% macro add_days(date, days) -%}{{ return(adapter.dispatch('add_days')(date, days)) }}{%- endmacro %}
{% macro default__add_days(date, days) -%}(cast({{ date }} as date) + cast({{ days }} as integer)){%- endmacro %}
{% macro spark__add_days(date, days) -%}date_add({{ date }}, {{ days }}){%- endmacro %}

{# True for the last `days` days up to and including the as-of date: d - days + 1 .. d. #}
{% macro within_last_days(date, as_of_date, days) -%}
    ({{ date }} > {{ add_days(as_of_date, -days) }} and {{ date }} <= {{ as_of_date }})
{%- endmacro %}

{# Microseconds between two timestamps, a whole number: hours and days are exact quotients of it. #}
{% macro elapsed_microseconds(started_at, ended_at) -%}{{ return(adapter.dispatch('elapsed_microseconds')(started_at, ended_at)) }}{%- endmacro %}
{% macro duckdb__elapsed_microseconds(started_at, ended_at) -%}
    date_diff('microsecond', {{ started_at }}, {{ ended_at }})
{%- endmacro %}
{% macro default__elapsed_microseconds(started_at, ended_at) -%}
    cast(extract(epoch from ({{ ended_at }} - {{ started_at }})) * 1000000 as bigint)
{%- endmacro %}
{% macro spark__elapsed_microseconds(started_at, ended_at) -%}
    (unix_micros({{ ended_at }}) - unix_micros({{ started_at }}))
{%- endmacro %}
