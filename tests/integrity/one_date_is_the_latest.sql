{#
What: not exactly the newest date of the grid says that it is the latest.
When it matters: always; what is published is the rows of the latest date, and without one a build publishes nobody.
How to resolve: look at is_latest_date in int_as_of_dates.
#}
{{ config(group='scoring') }}
with as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

counted as (
    select
        sum(case when is_latest_date then 1 else 0 end) as latest_dates,
        max(case when is_latest_date then as_of_date end) as latest_date,
        max(as_of_date) as newest_date
    from as_of_dates
)

select
    'models/intermediate/spine/int_as_of_dates.sql' as file,
    {{ row_name(['newest_date']) }} as row_key,
    'dates that say they are the latest: ' || coalesce(cast(latest_dates as {{ type_text() }}), 'none') as problem,
    'look at is_latest_date in int_as_of_dates' as remedy
from counted
where
    coalesce(latest_dates, 0) <> 1
    or latest_date <> newest_date
