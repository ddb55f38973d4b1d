with measure_scores as (
    select * from {{ ref('fct_measure_scores') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

curves as (
    select * from {{ ref('resolved_curves') }}
),

measures as (
    select * from {{ ref('measures') }}
),

observed as (
    select
        measure_scores.account_id,
        measure_scores.objective_key,
        measure_scores.as_of_date,
        measure_scores.model_version,
        measure_scores.scorecard_key,
        measure_scores.measure_key,
        measure_scores.curve_x,
        measure_scores.measure_score,
        measure_scores.effective_weight
    from measure_scores
    inner join as_of_dates
        on measure_scores.as_of_date = as_of_dates.as_of_date
    where
        measure_scores.is_champion
        and as_of_dates.is_latest_date
        and measure_scores.state = 'observed'
        and measure_scores.effective_weight > 0
),

points as (
    select
        model_version,
        scorecard_key,
        measure_key,
        x_from as x,
        y_from as y
    from curves
    where x_from is not null
),

higher_points as (
    select
        observed.account_id,
        observed.objective_key,
        observed.as_of_date,
        observed.measure_key,
        observed.curve_x,
        observed.measure_score,
        observed.effective_weight,
        points.x as reachable_x,
        cast(points.y as decimal(9, 6)) as reachable_score,
        abs(points.x - observed.curve_x) as distance
    from observed
    inner join points
        on
            observed.model_version = points.model_version
            and observed.scorecard_key = points.scorecard_key
            and observed.measure_key = points.measure_key
            and observed.measure_score < points.y
),

-- The next step is the lowest point of the curve above the score; where the curve reaches that height twice, the point that is nearer.
next_steps as (
    select
        *,
        round(cast(effective_weight as decimal(28, 10)) * (reachable_score - measure_score), 6) as points_gained,
        row_number() over (
            partition by account_id, objective_key, measure_key
            order by reachable_score, distance, reachable_x
        ) as step_rank
    from higher_points
),

ranked as (
    select
        *,
        row_number() over (
            partition by account_id, objective_key
            order by points_gained desc, measure_key asc
        ) as lift_rank
    from next_steps
    where step_rank = 1
),

final as (
    select
        ranked.account_id,
        ranked.objective_key,
        ranked.as_of_date,

        ranked.measure_key,
        measures.measure_name,
        ranked.curve_x,
        ranked.reachable_x,
        ranked.measure_score,
        ranked.reachable_score,
        cast(ranked.points_gained as decimal(9, 6)) as points_gained,
        case
            when round(ranked.points_gained, 1) > 0 then
                measures.measure_name || ': from ' || {{ number_text('round(ranked.measure_score, 0)') }} || ' to '
                || {{ number_text('round(ranked.reachable_score, 0)') }} || ' of 100 would add '
                || cast(cast(round(ranked.points_gained, 1) as decimal(4, 1)) as {{ type_text() }}) || ' points.'
        end as sentence
    from ranked
    inner join measures
        on ranked.measure_key = measures.measure_key
    where ranked.lift_rank = 1
)

select * from final
