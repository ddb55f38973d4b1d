with contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

score_exceptions as (
    select * from {{ ref('score_exceptions') }}
),

-- Only what was observed can trigger; a measure of weight 0 may.
triggered as (
    select
        contributions.model_version,
        contributions.account_id,
        contributions.as_of_date,
        score_exceptions.exception_key,
        score_exceptions.direction,
        score_exceptions.limit_score,
        score_exceptions.reason
    from contributions
    inner join score_exceptions
        on
            contributions.model_version = score_exceptions.model_version
            and contributions.measure_key = score_exceptions.measure_key
    where
        contributions.state = 'observed'
        and case score_exceptions.operator
            when '=' then contributions.measured_value = score_exceptions.threshold
            when '>' then contributions.measured_value > score_exceptions.threshold
            when '>=' then contributions.measured_value >= score_exceptions.threshold
            when '<' then contributions.measured_value < score_exceptions.threshold
            when '<=' then contributions.measured_value <= score_exceptions.threshold
        end
),

-- The exception that decides: the lowest cap before the highest floor.
ranked as (
    select
        *,
        row_number() over (
            partition by model_version, account_id, as_of_date
            order by
                direction,
                case when direction = 'cap' then limit_score else -limit_score end,
                exception_key
        ) as decision_rank
    from triggered
),

final as (
    select
        model_version,
        account_id,
        as_of_date,

        min(case when direction = 'cap' then limit_score end) as cap_score,
        max(case when direction = 'floor' then limit_score end) as floor_score,
        max(case when decision_rank = 1 then exception_key end) as exception_key,
        max(case when decision_rank = 1 then reason end) as exception_reason
    from ranked
    group by model_version, account_id, as_of_date
)

select * from final
