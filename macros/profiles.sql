{# What is counted of every column of a raw table in one scan of its accepted rows, grouped by age: filled_1, nonzero_1 and magnitude_1 for the first
   column of the contract and so on. Every table has the same shape, however many columns it has. #}
{% macro column_counts(source_name, table_name) -%}
    '{{ source_name }}' as source_name,
    '{{ table_name }}' as table_name,
    {{ age_class('recorded_on') }} as age_class,
    count(*) as accepted_rows
    {{- counts_of_columns(source_name, table_name) }}
{%- endmacro %}

{# Magnitudes are summed as whole thousandths of powers of ten, because a sum of doubles depends on the order of the rows. #}
{% macro counts_of_columns(source_name, table_name) -%}
    {%- set columns = raw_contract().get(source_name ~ '.' ~ table_name, []) -%}
    {%- for position in range(1, most_raw_columns() + 1) -%}
        {%- set column, type, is_key = columns[position - 1] if position <= columns | length else ('null', 'none', false) -%}
        {%- set is_number = type in ('decimal', 'integer') %},
    {{ "count(" ~ column ~ ")" if type != 'none' else "0" }} as filled_{{ position }},
    {{ "sum(case when " ~ column ~ " <> 0 then 1 else 0 end)" if is_number else "0" }} as nonzero_{{ position }},
    {{ "sum(" ~ thousandths_of_powers_of_ten(column) ~ ")" if is_number else "0" }} as magnitude_{{ position }}
    {%- endfor %}
{%- endmacro %}

{# The same from counts that were taken day by day. #}
{% macro summed_column_counts(source_name, table_name) -%}
    '{{ source_name }}' as source_name,
    '{{ table_name }}' as table_name,
    {{ age_class('recorded_on') }} as age_class,
    sum(accepted_rows) as accepted_rows
    {%- for position in range(1, most_raw_columns() + 1) %}
        {%- for count_name in ('filled', 'nonzero', 'magnitude') %},
    sum({{ count_name }}_{{ position }}) as {{ count_name }}_{{ position }}
        {%- endfor %}
    {%- endfor %}
{%- endmacro %}

{# The count of the column at the position that the row of the contract says. #}
{% macro counted_at(position, count_name) -%}
    case {{ position }}{% for each in range(1, most_raw_columns() + 1) %} when {{ each }} then {{ count_name }}_{{ each }}{% endfor %} else 0 end
{%- endmacro %}

{# log10 of a value's size as whole thousandths: 5 is 699, 500 is 2699, minus 0.5 is -301; NULL for zero. #}
{% macro thousandths_of_powers_of_ten(value) -%}
    cast(round(1000 * ln(cast(abs(nullif({{ value }}, 0)) as {{ type_double() }})) / ln(10)) as bigint)
{%- endmacro %}

{# recent: the last days up to the as-of date. previous: the four times as many days before them. season: the rest of the last
   season_days. previous_season: the four times as many days before those. #}
{% macro age_class(recorded_on) -%}
    {%- set days, season = number_setting('recent_days'), number_setting('season_days') -%}
    case
        {%- for age, last_day in [('recent', days), ('previous', 5 * days), ('season', season), ('previous_season', 5 * season)] %}
        when {{ recorded_on }} > {{ add_days(as_of_date_literal(), -last_day) }} then '{{ age }}'
        {%- endfor %}
        else 'older'
    end
{%- endmacro %}

{# The counts of a column by stretch of days: recent against previous, the last season against the one before. #}
{% macro sums_by_stretch() -%}
    {%- set stretches = {
        'recent': ['recent'], 'previous': ['previous'], 'last_season': ['recent', 'previous', 'season'], 'previous_season': ['previous_season']
    } -%}
    {%- for stretch, ages in stretches.items() %}
    {%- for counted in ('accepted_rows', 'filled_rows', 'nonzero_rows', 'summed_magnitude') %}
    sum(case when column_counts.age_class in ('{{ ages | join("', '") }}') then column_counts.{{ counted }} else 0 end) as {{ stretch }}_{{ counted }},
    {%- endfor %}
    {%- endfor %}
{%- endmacro %}

{# Which comparison has enough rows on both sides: the last days with the days before or, failing that, the last season with the one before. #}
{% macro judged_by(counted) -%}
    case
        when recent_{{ counted }} >= min_judged_rows and previous_{{ counted }} >= min_judged_rows then 'days'
        when last_season_{{ counted }} >= min_judged_rows and previous_season_{{ counted }} >= min_judged_rows then 'season'
    end
{%- endmacro %}

{# A count on both sides of the comparison that was chosen. #}
{% macro late_and_early(counted, judged_by) -%}
    case {{ judged_by }} when 'days' then recent_{{ counted }} when 'season' then last_season_{{ counted }} end as late_{{ counted }},
    case {{ judged_by }} when 'days' then previous_{{ counted }} when 'season' then previous_season_{{ counted }} end as early_{{ counted }}
{%- endmacro %}

{# Of the values that were to be expected, the share that is gone; NULL where fewer than min_judged_rows were to be expected on either side. #}
{% macro lost_share(rows_now, null_share_now, rows_before, null_share_before) -%}
    case
        when
            {{ rows_now }} * (1 - {{ null_share_before }}) >= described.min_judged_rows
            and {{ rows_before }} * (1 - {{ null_share_before }}) >= described.min_judged_rows
            then cast({{ exact_quotient(null_share_now ~ ' - ' ~ null_share_before, '1 - ' ~ null_share_before, 6) }} as decimal(9, 6))
    end
{%- endmacro %}

{# Every raw table of the contract ("crm.accounts") with its columns: name in staging, type, whether it is the key. A macro of its own, so that unit
   tests can say a small contract. #}
{% macro raw_contract() -%}
    {%- set tables = {} -%}
    {%- if execute -%}
        {%- for declared in graph.sources.values() -%}
            {%- set columns = [] -%}
            {%- for column in declared.columns.values() -%}
                {#- Staging spells an account's parent as it spells accounts. -#}
                {%- do columns.append([column.name | replace('parent_account_id', 'parent_account_key'), column.config.meta.type, column.config.meta.is_key]) -%}
            {%- endfor -%}
            {%- do tables.update({declared.source_name ~ '.' ~ declared.name: columns}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(tables) }}
{%- endmacro %}

{# Columns of the widest raw table. #}
{% macro most_raw_columns() -%}
    {{ return(raw_contract().values() | map('length') | max | default(0)) }}
{%- endmacro %}

{# What a row says besides its key, its connection and when it was loaded, as one number or text that is the same for equal rows. #}
{% macro content_row(source_name, table_name) -%}
    {%- set content = ["'" ~ table_name ~ "'"] -%}
    {%- for column, type, is_key in raw_contract().get(source_name ~ '.' ~ table_name, []) if not is_key and column not in ('source_relation', 'loaded_at') -%}
        {%- do content.append(column) -%}
    {%- endfor -%}
    '{{ source_name }}' as source_name,
    '{{ table_name }}' as table_name,
    {{ quick_hash(content) }} as content,
    {{ quick_hash(['line_key']) }} as record
{%- endmacro %}

{# Equal rows give equal hashes, quickly. Others may have an equal one by chance, DuckDB's more often than 64 bits suggest (1,138 of 20 million ids): it finds
   what is to be compared, or counts what is judged by its share, and never decides alone. Engines and their versions differ in it. #}
{% macro quick_hash(columns) -%}{{ return(adapter.dispatch('quick_hash')(columns)) }}{%- endmacro %}
{% macro default__quick_hash(columns) -%}{{ row_hash(columns) }}{%- endmacro %}
{% macro duckdb__quick_hash(columns) -%}hash({{ columns | join(', ') }}){%- endmacro %}
{% macro spark__quick_hash(columns) -%}xxhash64({{ row_text(columns) }}){%- endmacro %}

{# Rows of the newest week and of each of the four weeks before it, counted back from a day; rows_0 is the newest. A week has recent_days days. #}
{% macro weekly_rows(recorded_on, newest_on, row_count='1') -%}
    {%- set days = number_setting('recent_days') -%}
    {%- for week in range(5) %}
    sum(case when {{ days_between(recorded_on, newest_on) }} between {{ week * days }} and {{ (week + 1) * days - 1 }} then {{ row_count }} else 0 end) as rows_{{ week }}
    {{- "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
