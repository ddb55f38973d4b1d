{#- The last five grid dates of an account. They need not be evenly apart: the current date is rarely the weekday of the grid. -#}
{%- set last_five = 'over (partition by account_id, objective_key order by date_number rows between 4 preceding and current row)' -%}

with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

trend_labels as (
    select * from {{ ref('trend_labels') }}
),

confirmed_bands as (
    select * from {{ ref('fct_confirmed_bands') }}
),

first_dates as (
    select min(as_of_date) as first_as_of_date
    from as_of_dates
),

grid as (
    select
        as_of_dates.as_of_date,
        row_number() over (order by as_of_dates.as_of_date) as date_number,
        {{ days_between('first_dates.first_as_of_date', 'as_of_dates.as_of_date') }} as day_number
    from as_of_dates
    cross join first_dates
),

points as (
    select
        account_scores.model_version,
        account_scores.account_id,
        account_scores.objective_key,
        account_scores.as_of_date,
        grid.date_number,
        cast(grid.day_number as decimal(9, 0)) as day_number,
        account_scores.health_score_exact
    from account_scores
    inner join grid
        on account_scores.as_of_date = grid.as_of_date
    where account_scores.is_champion
),

summed as (
    select
        model_version,
        account_id,
        objective_key,
        as_of_date,
        date_number - min(date_number) {{ last_five }} as dates_back,
        count(health_score_exact) {{ last_five }} as score_count,
        cast(sum(day_number) {{ last_five }} as decimal(10, 0)) as day_sum,
        cast(sum(day_number * day_number) {{ last_five }} as decimal(12, 0)) as day_square_sum,
        cast(sum(health_score_exact) {{ last_five }} as decimal(10, 6)) as score_sum,
        cast(sum(day_number * health_score_exact) {{ last_five }} as decimal(16, 6)) as product_sum
    from points
),

-- Least squares over days, times seven: points per week. An account that was away, or without a score, on one of the five dates has no trend.
sloped as (
    select
        model_version,
        account_id,
        objective_key,
        as_of_date,
        case
            when dates_back = 4 and score_count = 5
                then {{ exact_quotient('7 * (5 * product_sum - day_sum * score_sum)', '5 * day_square_sum - day_sum * day_sum', 4, 6, 2) }}
        end as trend_slope
    from summed
),

labelled as (
    select
        sloped.account_id,
        sloped.objective_key,
        sloped.as_of_date,
        sloped.trend_slope,
        trend_labels.trend_label,
        row_number() over (
            partition by sloped.account_id, sloped.objective_key, sloped.as_of_date
            order by trend_labels.priority, trend_labels.trend_label
        ) as label_rank
    from sloped
    left join trend_labels
        on
            sloped.model_version = trend_labels.model_version
            and sloped.trend_slope is not null
            and (trend_labels.min_slope is null or sloped.trend_slope >= trend_labels.min_slope)
),

final as (
    select
        labelled.account_id,
        labelled.objective_key,
        labelled.as_of_date,

        cast(labelled.trend_slope as decimal(9, 4)) as trend_slope,
        labelled.trend_label as trend,
        confirmed_bands.confirmed_band
    from labelled
    left join confirmed_bands
        on
            labelled.account_id = confirmed_bands.account_id
            and labelled.objective_key = confirmed_bands.objective_key
            and labelled.as_of_date = confirmed_bands.as_of_date
    where labelled.label_rank = 1
)

select * from final
