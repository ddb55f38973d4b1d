{# Text without a length: `varchar` needs one on Spark. #}
{% macro type_text() -%}{{ return(adapter.dispatch('type_text')()) }}{%- endmacro %}
{% macro default__type_text() -%}{{ return('varchar') }}{%- endmacro %}
{% macro spark__type_text() -%}{{ return('string') }}{%- endmacro %}

{# A value as text, a decimal with all its decimals. dbt-spark switches the ANSI rules off before every statement, and without them a plain cast writes a
   decimal of zero as 0E-10; a try_cast follows them always. #}
{% macro as_text(value) -%}{{ return(adapter.dispatch('as_text')(value)) }}{%- endmacro %}
{% macro default__as_text(value) -%}cast({{ value }} as {{ type_text() }}){%- endmacro %}
{% macro spark__as_text(value) -%}try_cast({{ value }} as {{ type_text() }}){%- endmacro %}

{# A whole number of up to 38 digits: scores are divided as whole numbers, never as doubles. #}
{% macro type_whole_number() -%}{{ return(adapter.dispatch('type_whole_number')()) }}{%- endmacro %}
{% macro default__type_whole_number() -%}{{ return('decimal(38, 0)') }}{%- endmacro %}
{% macro duckdb__type_whole_number() -%}{{ return('hugeint') }}{%- endmacro %}

{# A double: only for what is rounded again at once, of sums that are exact before. #}
{% macro type_double() -%}{{ return(adapter.dispatch('type_double')()) }}{%- endmacro %}
{% macro default__type_double() -%}{{ return('double precision') }}{%- endmacro %}
{% macro spark__type_double() -%}{{ return('double') }}{%- endmacro %}
