with contributions as (
    select * from {{ ref('int_measure_contributions') }}
    where {{ is_changed_date('as_of_date') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

score_exceptions as (
    select * from {{ ref('score_exceptions') }}
),

-- Only what was observed can trigger; a measure of weight 0 may.
triggered as (
    select
        contributions.as_of_date,
        contributions.score_number,
        score_exceptions.exception_key,
        score_exceptions.direction,
        score_exceptions.limit_score,
        score_exceptions.reason,
        case when score_exceptions.direction = 'cap' then score_exceptions.limit_score else -score_exceptions.limit_score end as mildness
    from contributions
    inner join rules
        on contributions.rule_number = rules.rule_number
    inner join score_exceptions
        on
            rules.model_version = score_exceptions.model_version
            and rules.measure_key = score_exceptions.measure_key
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
            partition by as_of_date, score_number, direction
            order by mildness, exception_key
        ) as strictness_rank
    from triggered
),

final as (
    select
        as_of_date,
        score_number,

        max(case when direction = 'cap' then exception_key end) as cap_key,
        max(case when direction = 'cap' then reason end) as cap_reason,
        max(case when direction = 'floor' then exception_key end) as floor_key,
        max(case when direction = 'floor' then reason end) as floor_reason,

        max(case when direction = 'cap' then limit_score end) as cap_score,
        max(case when direction = 'floor' then limit_score end) as floor_score
    from ranked
    where strictness_rank = 1
    group by as_of_date, score_number
)

select * from final
