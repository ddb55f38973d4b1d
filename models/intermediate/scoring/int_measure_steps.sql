with steps as (
    select * from {{ ref('int_score_steps') }}
),

-- Both ends of a step are named apart: an engine may copy what is named once and read twice.
contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

earlier_contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

-- Both ends of a step under the version of the later date. What is not in the sum contributes nothing and weighs nothing.
later as (
    select
        steps.account_id,
        steps.objective_key,
        steps.as_of_date,
        steps.score_number,
        rules.measure_key,
        contributions.state,
        contributions.measure_score,
        contributions.effective_weight,
        contributions.contribution,
        contributions.is_in_sum
    from steps
    inner join contributions
        on
            steps.as_of_date = contributions.as_of_date
            and steps.score_number = contributions.score_number
    inner join rules
        on contributions.rule_number = rules.rule_number
    where steps.step_type = 'attributed'
),

earlier as (
    select
        steps.as_of_date,
        steps.score_number,
        rules.measure_key,
        earlier_contributions.state,
        earlier_contributions.measure_score,
        earlier_contributions.effective_weight,
        earlier_contributions.contribution,
        earlier_contributions.is_in_sum
    from steps
    inner join earlier_contributions
        on
            steps.previous_as_of_date = earlier_contributions.as_of_date
            and steps.previous_score_number = earlier_contributions.score_number
    inner join rules
        on earlier_contributions.rule_number = rules.rule_number
),

compared as (
    select
        later.account_id,
        later.objective_key,
        later.as_of_date,
        later.measure_key,
        earlier.state = 'observed' and later.state = 'observed' as is_observed_on_both,
        later.measure_score - earlier.measure_score as measure_score_change,
        coalesce(earlier.effective_weight, 0) + coalesce(later.effective_weight, 0) as weight_sum,
        coalesce(later.contribution, 0) - coalesce(earlier.contribution, 0) as contribution_change
    from later
    inner join earlier
        on
            later.as_of_date = earlier.as_of_date
            and later.score_number = earlier.score_number
            and later.measure_key = earlier.measure_key
    where earlier.is_in_sum or later.is_in_sum
),

split as (
    select
        account_id,
        objective_key,
        as_of_date,
        measure_key,
        is_observed_on_both,
        contribution_change,
        round(cast(weight_sum as decimal(26, 10)) * cast(measure_score_change as decimal(9, 6)) * 0.5, 6) as behaviour
    from compared
    -- Most measures move nothing, most weeks: they have no row.
    where
        contribution_change != 0
        or measure_score_change != 0
),

final as (
    select
        account_id,
        objective_key,
        as_of_date,
        measure_key,

        cast(case when is_observed_on_both then behaviour else 0 end as decimal(9, 6)) as behaviour_points,
        cast(case when is_observed_on_both then contribution_change - behaviour else 0 end as decimal(9, 6)) as weighting_points,
        cast(case when is_observed_on_both then 0 else contribution_change end as decimal(9, 6)) as coverage_points
    from split
)

select * from final
