with limited_scores as (
    select * from {{ ref('int_limited_scores') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

champions as (
    select
        limited_scores.account_id,
        limited_scores.objective_key,
        limited_scores.as_of_date,
        as_of_dates.previous_as_of_date,
        limited_scores.model_version,
        limited_scores.score_number,
        limited_scores.computed_score_exact,
        limited_scores.health_score_exact
    from limited_scores
    inner join as_of_dates
        on limited_scores.as_of_date = as_of_dates.as_of_date
    where limited_scores.is_champion
),

-- An account may stand at one end of a step only: it came, or it left.
step_keys as (
    select
        account_id,
        objective_key,
        previous_as_of_date,
        as_of_date
    from champions
    where
        previous_as_of_date is not null
        and {{ is_changed_date('as_of_date') }}
    union distinct
    select
        champions.account_id,
        champions.objective_key,
        as_of_dates.previous_as_of_date,
        as_of_dates.as_of_date
    from champions
    inner join as_of_dates
        on champions.as_of_date = as_of_dates.previous_as_of_date
    where {{ is_changed_date('as_of_dates.as_of_date') }}
),

-- The champion of the later date also judged the earlier one, in the shadow of the champion it had: what differs there is the rules' doing.
compared as (
    select
        step_keys.account_id,
        step_keys.objective_key,
        step_keys.previous_as_of_date,
        step_keys.as_of_date,
        earlier.model_version as previous_model_version,
        later.model_version,
        earlier.health_score_exact as previous_health_score_exact,
        later.health_score_exact,
        earlier.computed_score_exact as previous_computed_score,
        later.computed_score_exact as computed_score,
        rejudged.computed_score_exact as rejudged_score,
        later.score_number,
        rejudged.score_number as previous_score_number
    from step_keys
    left join champions as earlier
        on
            step_keys.account_id = earlier.account_id
            and step_keys.objective_key = earlier.objective_key
            and step_keys.previous_as_of_date = earlier.as_of_date
    left join champions as later
        on
            step_keys.account_id = later.account_id
            and step_keys.objective_key = later.objective_key
            and step_keys.as_of_date = later.as_of_date
    left join limited_scores as rejudged
        on
            later.model_version = rejudged.model_version
            and step_keys.account_id = rejudged.account_id
            and step_keys.previous_as_of_date = rejudged.as_of_date
),

final as (
    select
        account_id,
        objective_key,
        as_of_date,

        previous_as_of_date,
        model_version,
        previous_model_version,
        case
            when health_score_exact is null then 'left'
            when previous_health_score_exact is null and computed_score is not null then 'entered'
            when previous_computed_score is null or computed_score is null then 'set_on_unscored'
            when rejudged_score is null then 'unattributed'
            else 'attributed'
        end as step_type,

        score_number,
        previous_score_number,
        previous_health_score_exact,
        health_score_exact,
        cast(health_score_exact - previous_health_score_exact as decimal(9, 6)) as score_change_exact,
        cast(rejudged_score - previous_computed_score as decimal(9, 6)) as configuration_points,
        cast(
            (health_score_exact - computed_score) - (previous_health_score_exact - previous_computed_score) as decimal(9, 6)
        ) as rule_and_override_points
    from compared
    where
        previous_health_score_exact is not null
        or health_score_exact is not null
)

select * from final
