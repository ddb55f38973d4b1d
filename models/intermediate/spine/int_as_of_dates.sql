{%- set newest_date = current_as_of_date() -%}
{%- set weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] -%}
{%- set weekday = weekdays.index(var('history_weekday')) -%}
{#- The last such weekday strictly before the current date; 7 days back when the current date is one itself. -#}
{%- set days_back = (newest_date.weekday() - weekday) % 7 or 7 -%}
{%- set dates = [newest_date] -%}
{%- for week in range(var('history_weeks') | int) -%}
    {%- do dates.append(newest_date - modules.datetime.timedelta(days=days_back + 7 * week)) -%}
{%- endfor -%}

-- The only model that knows what day it is: everything after it receives the date as a column.
with dates as (
    {% for date in dates -%}
        select
            cast('{{ date.isoformat() }}' as date) as as_of_date,
            {{ 'cast(null as date)' if loop.last else "cast('" ~ dates[loop.index].isoformat() ~ "' as date)" }} as previous_as_of_date,
            {{ 'true' if loop.first else 'false' }} as is_latest_date
        {{ 'union all' if not loop.last }}
    {% endfor -%}
),

final as (
    select
        as_of_date,
        previous_as_of_date,
        is_latest_date
    from dates
)

select * from final
