with steps as (
    select * from {{ ref('int_score_steps') }}
    where {{ is_changed_date('as_of_date') }}
),

measure_steps as (
    select * from {{ ref('int_measure_steps') }}
    where {{ is_changed_date('as_of_date') }}
),

measures as (
    select * from {{ ref('measures') }}
),

-- The two parts that are of no measure are there for every attributed step, also with 0 points.
whole_parts as (
    select
        account_id,
        objective_key,
        as_of_date,
        'configuration' as part_type,
        configuration_points as points
    from steps
    where step_type = 'attributed'
    union all
    select
        account_id,
        objective_key,
        as_of_date,
        'rule_and_override' as part_type,
        rule_and_override_points as points
    from steps
    where step_type = 'attributed'
    union all
    select
        account_id,
        objective_key,
        as_of_date,
        step_type as part_type,
        score_change_exact as points
    from steps
    where step_type != 'attributed'
),

-- A measure that moved nothing explains nothing: most of them, most weeks.
measure_parts as (
    {% for part in ['behaviour', 'weighting', 'coverage'] -%}
        select
            account_id,
            objective_key,
            as_of_date,
            '{{ part }}' as part_type,
            measure_key,
            {{ part }}_points as points
        from measure_steps
        where {{ part }}_points != 0
        {{ 'union all' if not loop.last }}
    {% endfor -%}
),

parts as (
    select
        account_id,
        objective_key,
        as_of_date,
        part_type,
        cast(null as {{ type_text() }}) as measure_key,
        points
    from whole_parts
    union all
    select
        account_id,
        objective_key,
        as_of_date,
        part_type,
        measure_key,
        points
    from measure_parts
),

final as (
    select
        parts.account_id,
        parts.objective_key,
        parts.as_of_date,
        parts.part_type,
        parts.measure_key,

        steps.previous_as_of_date,
        steps.model_version,
        steps.previous_model_version,
        measures.measure_name,
        measures.factor_key,

        cast(parts.points as decimal(9, 6)) as points,
        steps.previous_health_score_exact,
        steps.health_score_exact
    from parts
    inner join steps
        on
            parts.account_id = steps.account_id
            and parts.objective_key = steps.objective_key
            and parts.as_of_date = steps.as_of_date
    left join measures
        on parts.measure_key = measures.measure_key
)

select * from final
