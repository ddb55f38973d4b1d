with account_scores as (
    select * from {{ ref('fct_account_scores') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

remarks as (
    select * from {{ ref('fct_account_remarks') }}
),

plays as (
    select * from {{ ref('plays') }}
),

next_best_lifts as (
    select * from {{ ref('fct_next_best_lifts') }}
),

current_scores as (
    select
        account_scores.account_id,
        account_scores.objective_key,
        account_scores.as_of_date,
        account_scores.health_band,
        account_scores.computed_score
    from account_scores
    inner join as_of_dates
        on account_scores.as_of_date = as_of_dates.as_of_date
    where
        account_scores.is_champion
        and as_of_dates.is_latest_date
),

spread as (
    select
        account_id,
        objective_key,
        {% for rank in range(1, 4) -%}
            max(case when remark_type = 'risk' and remark_rank = {{ rank }} then sentence end) as top_risk_{{ rank }},
        {% endfor -%}
        {% for rank in range(1, 4) -%}
            max(case when remark_type = 'strength' and remark_rank = {{ rank }} then sentence end) as top_strength_{{ rank }},
        {% endfor -%}
        max(case when remark_type = 'risk' and remark_rank = 1 then measure_key end) as top_risk_key
    from remarks
    group by account_id, objective_key
),

-- Who has no risk still has a play: the one for everybody in the band.
played as (
    select
        current_scores.account_id,
        current_scores.objective_key,
        current_scores.as_of_date,
        spread.top_risk_1,
        spread.top_risk_2,
        spread.top_risk_3,
        spread.top_strength_1,
        spread.top_strength_2,
        spread.top_strength_3,
        spread.top_risk_key,
        plays.play,
        plays.play_owner,
        plays.sla_days,
        next_best_lifts.sentence as next_best_lift,
        row_number() over (
            partition by current_scores.account_id, current_scores.objective_key
            order by plays.priority
        ) as play_rank
    from current_scores
    left join spread
        on
            current_scores.account_id = spread.account_id
            and current_scores.objective_key = spread.objective_key
    left join next_best_lifts
        on
            current_scores.account_id = next_best_lifts.account_id
            and current_scores.objective_key = next_best_lifts.objective_key
            and current_scores.computed_score is not null
    left join plays
        on
            (plays.measure_key is null or spread.top_risk_key = plays.measure_key)
            and (plays.health_band is null or current_scores.health_band = plays.health_band)
),

final as (
    select
        account_id,
        objective_key,
        as_of_date,

        top_risk_1,
        top_risk_2,
        top_risk_3,
        top_strength_1,
        top_strength_2,
        top_strength_3,

        top_risk_key,
        play as recommended_play,
        play_owner,
        sla_days as play_due_days,
        next_best_lift
    from played
    where play_rank = 1
)

select * from final
