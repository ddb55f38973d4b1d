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
        score_exceptions.reason,
        case when score_exceptions.direction = 'cap' then score_exceptions.limit_score else -score_exceptions.limit_score end as mildness
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

-- Of several, the lowest cap and the highest floor hold.
ranked as (
    select
        *,
        row_number() over (
            partition by model_version, account_id, as_of_date, direction
            order by mildness, exception_key
        ) as strictness_rank
    from triggered
),

final as (
    select
        model_version,
        account_id,
        as_of_date,

        max(case when direction = 'cap' then exception_key end) as cap_key,
        max(case when direction = 'cap' then reason end) as cap_reason,
        max(case when direction = 'floor' then exception_key end) as floor_key,
        max(case when direction = 'floor' then reason end) as floor_reason,

        max(case when direction = 'cap' then limit_score end) as cap_score,
        max(case when direction = 'floor' then limit_score end) as floor_score
    from ranked
    where strictness_rank = 1
    group by model_version, account_id, as_of_date
)

select * from final
