{# What a company says of itself. A landing folder's landing.yml comes before vars; HEALTH_AS_OF comes before both. #}

{% macro landing_folder() -%}
    {{ return(env_var('HEALTH_LANDING', '').rstrip('/')) }}
{%- endmacro %}

{# Whether the warehouse may be asked: not while the project is only parsed, nor where it is compiled offline (--no-introspect). #}
{% macro can_ask() -%}{{ return(execute and flags.INTROSPECT != false) }}{%- endmacro %}

{# landing.yml as a mapping; empty without a landing folder and while the project is only parsed. #}
{% macro landing_settings() -%}
    {%- if not can_ask() or landing_folder() == '' -%}{{ return({}) }}{%- endif -%}
    {{ return(fromyaml(run_query(text_of_file(landing_folder() ~ "/landing.yml")).columns[0].values()[0]) or {}) }}
{%- endmacro %}

{# A query that gives a small file's text. #}
{% macro text_of_file(path) -%}{{ return(adapter.dispatch('text_of_file')(path)) }}{%- endmacro %}
{% macro default__text_of_file(path) -%}{{ return(refused_landing_folder()) }}{%- endmacro %}
{% macro duckdb__text_of_file(path) -%}select content from read_text({{ quoted(path) }}){%- endmacro %}
{% macro spark__text_of_file(path) -%}select cast(content as string) as content from binaryFile.{{ adapter.quote(path) }}{%- endmacro %}

{# A text as an SQL literal: the one place where outside text enters SQL. #}
{% macro quoted(text) -%}{{ return(adapter.dispatch('quoted')(text)) }}{%- endmacro %}
{% macro default__quoted(text) -%}
    {{ return("'" ~ (text | string).replace("'", "''") ~ "'") }}
{%- endmacro %}
{% macro spark__quoted(text) -%}
    {{ return("'" ~ (text | string).replace("\\", "\\\\").replace("'", "\\'") ~ "'") }}
{%- endmacro %}

{# The current as-of date as a Python date. An unreadable date is a configuration error, said before anything is built. #}
{% macro current_as_of_date() -%}
    {%- set sample_date = var('sample_as_of_date') if landing_folder() == '' and not var('raw_schema_crm', none) -%}
    {%- set said = env_var('HEALTH_AS_OF', '') or var('as_of_date') or landing_settings().get('as_of_date') or sample_date -%}
    {%- if not said -%}{{ return(run_started_at.astimezone(modules.pytz.utc).date()) }}{%- endif -%}
    {%- if not modules.re.match('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', said | string) -%}
        {{ exceptions.raise_compiler_error("The as-of date is not a date like 2026-06-30. Correct HEALTH_AS_OF, the var as_of_date or landing.yml.") }}
    {%- endif -%}
    {{ return(modules.datetime.datetime.strptime(said | string, '%Y-%m-%d').date()) }}
{%- endmacro %}

{# Three capital letters; checked, because it enters SQL. #}
{% macro reporting_currency() -%}
    {%- set said = landing_settings().get('reporting_currency') or var('reporting_currency') -%}
    {%- if not modules.re.match('^[A-Z]{3}$', said | string) -%}
        {{ exceptions.raise_compiler_error("The reporting currency is not a three-letter code like USD. Correct landing.yml or the var reporting_currency.") }}
    {%- endif -%}
    {{ return(said) }}
{%- endmacro %}

{# Sources and tables this company does not have, as a list of "source" and "source.table". #}
{% macro switched_off() -%}
    {{ return(landing_settings().get('switched_off', var('switched_off')) or []) }}
{%- endmacro %}

{# A var that enters SQL as a whole number; checked, because it enters SQL. #}
{% macro number_setting(name) -%}
    {%- if not modules.re.match('^[0-9]+$', var(name) | string) -%}
        {{ exceptions.raise_compiler_error("The var " ~ name ~ " is not a whole number. Correct it in dbt_project.yml or --vars.") }}
    {%- endif -%}
    {{ return(var(name) | int) }}
{%- endmacro %}

{# The current as-of date as an SQL literal. #}
{% macro as_of_date_literal() -%}
    cast({{ quoted(current_as_of_date()) }} as date)
{%- endmacro %}

{# When this dbt run began, in UTC, as an SQL literal. #}
{% macro run_start() -%}
    cast({{ quoted(run_started_at.astimezone(modules.pytz.utc).strftime('%Y-%m-%d %H:%M:%S.%f')) }} as timestamp)
{%- endmacro %}
