{# The exact rational numerator / denominator of two whole numbers, rounded once to a whole number, half away from zero; NULL for a
   zero denominator. Plain double division misses ties: 119 of 320,000. #}
{% macro rounded_division(numerator, denominator) -%}{{ return(adapter.dispatch('rounded_division')(numerator, denominator)) }}{%- endmacro %}

{% macro duckdb__rounded_division(numerator, denominator) -%}
    (
        (2 * abs({{ numerator }}) + abs({{ denominator }})) // nullif(2 * abs({{ denominator }}), 0)
        * sign({{ numerator }}) * sign({{ denominator }})
    )
{%- endmacro %}

{# Spark's sign() is a double, and its div gives a bigint: enough for the quotient, which scores and shares never take near it. #}
{% macro spark__rounded_division(numerator, denominator) -%}
    {%- set size = "cast(abs(" ~ numerator ~ ") as decimal(38, 0))" -%}
    {%- set divisor = "cast(abs(" ~ denominator ~ ") as decimal(38, 0))" -%}
    (
        ((2 * {{ size }} + {{ divisor }}) div nullif(2 * {{ divisor }}, 0))
        * cast(sign({{ numerator }}) as integer) * cast(sign({{ denominator }}) as integer)
    )
{%- endmacro %}

{# A candidate from double division, then corrected by its exact remainder. #}
{% macro default__rounded_division(numerator, denominator) -%}
    {%- set size = "cast(abs(" ~ numerator ~ ") as decimal(38, 0))" -%}
    {%- set divisor = "cast(abs(" ~ denominator ~ ") as decimal(38, 0))" -%}
    {%- set candidate = "cast(floor(cast(" ~ size ~ " as double precision) / nullif(" ~ divisor ~ ", 0)) as decimal(38, 0))" -%}
    {%- set remainder = "(" ~ size ~ " - " ~ candidate ~ " * " ~ divisor ~ ")" -%}
    (
        (
            {{ candidate }}
            + case
                when 2 * {{ remainder }} >= 3 * {{ divisor }} then 2
                when 2 * {{ remainder }} >= {{ divisor }} then 1
                when 2 * {{ remainder }} < -{{ divisor }} then -1
                else 0
            end
        ) * sign({{ numerator }}) * sign({{ denominator }})
    )
{%- endmacro %}

{# numerator / denominator of two decimals, rounded once, half away from zero; NULL for a zero denominator. They have at most as many decimals as is said:
   10, unless a call knows better. #}
{% macro exact_quotient(numerator, denominator, decimals, numerator_decimals=10, denominator_decimals=10) -%}
    {{ return(adapter.dispatch('exact_quotient')(numerator, denominator, decimals, numerator_decimals, denominator_decimals)) }}
{%- endmacro %}

{% macro default__exact_quotient(numerator, denominator, decimals, numerator_decimals, denominator_decimals) -%}
    cast(
        {{ quotient_of_any_size(numerator, denominator, decimals) }}
        as decimal(28, {{ decimals }})
    )
{%- endmacro %}

{# Whole numbers of 64 bits where the denominator is positive and both fit, as nearly all do: those of 128 bits take twenty times as long. `//` cuts off
   towards zero, on both sides of it. #}
{% macro duckdb__exact_quotient(numerator, denominator, decimals, numerator_decimals, denominator_decimals) -%}
    {%- set shift = denominator_decimals + decimals - numerator_decimals -%}
    {%- set largest_numerator = [10 ** 15, 4 * 10 ** (18 - shift)] | min / 10 ** numerator_decimals -%}
    {%- set size = "cast(" ~ numerator ~ " as double)" -%}
    {%- set divisor = "cast(" ~ denominator ~ " as double)" -%}
    {%- set units = small_whole_number(numerator, numerator_decimals) -%}
    {%- set divisor_units = small_whole_number(denominator, denominator_decimals) -%}
    cast(
        case
            when
                abs({{ size }}) < {{ largest_numerator }}
                and {{ divisor }} > 0 and {{ divisor }} < {{ 10 ** (15 - denominator_decimals) }}
                and abs({{ size }}) < {{ divisor }} * {{ 10 ** (17 - decimals) }}
                then cast(
                    (2 * {{ units }} * {{ 10 ** shift }} + sign({{ units }}) * {{ divisor_units }}) // (2 * {{ divisor_units }}) as decimal(18, 0)
                ) * {{ smallest(decimals) }}
            when {{ size }} is null or coalesce({{ divisor }}, 0) = 0 then null
            else {{ quotient_of_any_size(numerator, denominator, decimals) }}
        end
        as decimal(28, {{ decimals }})
    )
{%- endmacro %}

{% macro quotient_of_any_size(numerator, denominator, decimals) -%}
    cast({{ rounded_division(whole_number(numerator, 10) ~ " * " ~ 10 ** decimals, whole_number(denominator, 10)) }} as decimal(28, 0)) * {{ smallest(decimals) }}
{%- endmacro %}

{# The smallest step of a decimal: 0.01 with 2 decimals. #}
{% macro smallest(decimals) -%}cast(0.{{ "0" * (decimals - 1) }}1 as decimal({{ decimals }}, {{ decimals }})){%- endmacro %}

{# A decimal as the whole number of its smallest units: 1.25 with 2 decimals is 125. #}
{% macro whole_number(value, decimals) -%}
    cast(cast({{ value }} as decimal(28, {{ decimals }})) * {{ 10 ** decimals }} as {{ type_whole_number() }})
{%- endmacro %}

{# The same in 64 bits, for less than 10^15 units: a double holds 15 digits, and the cast rounds to the nearest whole number. #}
{% macro small_whole_number(value, decimals) -%}cast(cast({{ value }} as double) * {{ 10 ** decimals }} as bigint){%- endmacro %}

{# weight x score, rounded once to 6 decimals, half up: a weight from 0 to 1 with at most 10 decimals, a score from 0 to 100 with at most 6. Every measure
   of every account passes here. #}
{% macro weighted_score(weight, score) -%}{{ return(adapter.dispatch('weighted_score')(weight, score)) }}{%- endmacro %}

{# The weight stays decimal(28, 10) until it is multiplied: some engines give the product of two narrow decimals only 18 digits, and 1 x 100 would
   overflow. #}
{% macro default__weighted_score(weight, score) -%}cast(round(cast({{ weight }} as decimal(28, 10)) * {{ score }}, 6) as decimal(9, 6)){%- endmacro %}

{% macro duckdb__weighted_score(weight, score) -%}
    cast(
        cast(({{ small_whole_number(weight, 10) }} * {{ small_whole_number(score, 6) }} + 5000000000) // 10000000000 as decimal(18, 0)) * {{ smallest(6) }}
        as decimal(9, 6)
    )
{%- endmacro %}

{# The height of a curve piece at x, rounded once to 6 decimals. Where the piece is open on one side it is level. y from 0 to 100 in at most 4
   decimals. #}
{% macro interpolated(x, x_from, x_to, y_from, y_to) -%}{{ return(adapter.dispatch('interpolated')(x, x_from, x_to, y_from, y_to)) }}{%- endmacro %}

{# A candidate from doubles, then corrected by its exact remainder: by decimals that are multiplied and compared, never divided. #}
{% macro duckdb__interpolated(x, x_from, x_to, y_from, y_to) -%}
    {%- set width = "(" ~ x_to ~ " - " ~ x_from ~ ")" -%}
    {%- set offset = "(" ~ x ~ " - " ~ x_from ~ ")" -%}
    {%- set rise = "(" ~ y_to ~ " - " ~ y_from ~ ")" -%}
    {%- set slope = "cast(" ~ rise ~ " as double) / nullif(cast(" ~ width ~ " as double), 0)" -%}
    {%- set candidate = "cast(round((cast(" ~ y_from ~ " as double) + cast(" ~ offset ~ " as double) * " ~ slope ~ ") * 1000000) as decimal(18, 0))" -%}
    {%- set remainder = "((" ~ y_from ~ " * " ~ width ~ " + " ~ offset ~ " * " ~ rise ~ ") * 1000000 - " ~ candidate ~ " * " ~ width ~ ")" -%}
    {%- set correction = "cast(2 * " ~ remainder ~ " >= " ~ width ~ " as integer) - cast(2 * " ~ remainder ~ " < -" ~ width ~ " as integer)" -%}
    cast(
        coalesce(
            cast({{ candidate }} + {{ correction }} as decimal(18, 0)) * cast(0.000001 as decimal(6, 6)),
            case when {{ x }} is not null then {{ y_from }} end
        ) as decimal(9, 6)
    )
{%- endmacro %}

{% macro default__interpolated(x, x_from, x_to, y_from, y_to) -%}
    cast(
        case
            when {{ x }} is null then null
            when {{ x_from }} is null or {{ x_to }} is null then {{ y_from }}
            else cast({{ rounded_division(
                "(" ~ whole_number(y_from, 6) ~ " * " ~ whole_number(x_to ~ " - " ~ x_from, 10)
                ~ " + " ~ whole_number(x ~ " - " ~ x_from, 10) ~ " * " ~ whole_number(y_to ~ " - " ~ y_from, 6) ~ ")",
                whole_number(x_to ~ " - " ~ x_from, 10)
            ) }} as decimal(28, 0)) * cast(0.000001 as decimal(6, 6))
        end as decimal(9, 6)
    )
{%- endmacro %}

{# A score between a floor and a cap, either of which may be NULL; the cap wins. greatest and least would turn a NULL score into the limit. #}
{% macro limited(score, floor, cap) -%}
    case
        when {{ score }} is null then null
        when {{ cap }} < {{ score }} or {{ cap }} < {{ floor }} then {{ cap }}
        when {{ floor }} > {{ score }} then {{ floor }}
        else {{ score }}
    end
{%- endmacro %}

{# The variance of `count` values from their exact sum and the exact sum of their squares, as a double. What is less than a millionth of a millionth
   of the squares is the rounding of doubles, and no variance. #}
{% macro variance(count, value_sum, square_sum) -%}
    {%- set squares = "cast(" ~ count ~ " as " ~ type_double() ~ ") * " ~ square_sum -%}
    {%- set found = squares ~ " - cast(" ~ value_sum ~ " as " ~ type_double() ~ ") * " ~ value_sum -%}
    case
        when {{ found }} > {{ squares }} * 0.000000000001 then ({{ found }}) / (cast({{ count }} as {{ type_double() }}) * {{ count }})
        else 0
    end
{%- endmacro %}

{# The exact square of a decimal with at most 12 digits before the point. #}
{% macro squared(value) -%}
    cast(cast({{ value }} as decimal(19, 6)) * cast({{ value }} as decimal(18, 6)) as decimal(38, 12))
{%- endmacro %}

{# Larger than every measured value, which are decimal(28, 10). #}
{% macro beyond_every_value() -%}cast('100000000000000000000' as decimal(38, 10)){%- endmacro %}
