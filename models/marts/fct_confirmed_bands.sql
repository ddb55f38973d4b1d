{%- set so_far = 'over (partition by account_id, objective_key order by date_number rows between unbounded preceding and current row)' -%}
{%- set in_order = 'over (partition by account_id, objective_key order by date_number)' -%}

with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

grid as (
    select
        as_of_date,
        row_number() over (order by as_of_date) as date_number
    from as_of_dates
),

scored as (
    select
        account_scores.account_id,
        account_scores.objective_key,
        account_scores.as_of_date,
        account_scores.health_band,
        grid.date_number
    from account_scores
    inner join grid
        on account_scores.as_of_date = grid.as_of_date
    where
        account_scores.is_champion
        and account_scores.score_status = 'scored'
),

beside_previous as (
    select
        *,
        lag(date_number) {{ in_order }} as previous_date_number,
        lag(health_band) {{ in_order }} as previous_band
    from scored
),

-- The second date in a row with the same band confirms it. So does the first date with a score after one without.
confirming as (
    select
        *,
        case
            when previous_date_number is null or previous_date_number != date_number - 1 then date_number
            when previous_band = health_band then date_number
        end as confirmed_number
    from beside_previous
),

carried as (
    select
        *,
        max(confirmed_number) {{ so_far }} as last_confirmed_number
    from confirming
),

final as (
    select
        carried.account_id,
        carried.objective_key,
        carried.as_of_date,

        confirmed.health_band as confirmed_band
    from carried
    inner join scored as confirmed
        on
            carried.account_id = confirmed.account_id
            and carried.objective_key = confirmed.objective_key
            and carried.last_confirmed_number = confirmed.date_number
)

select * from final
