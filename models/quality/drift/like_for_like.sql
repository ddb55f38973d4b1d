with released_drivers as (select * from {{ ref('stg_release__account_health_drivers') }}),

account_health as (select * from {{ ref('fct_account_health') }}),

measure_scores as (select * from {{ ref('fct_measure_scores') }}),

measure_requirements as (select * from {{ ref('measure_requirements') }}),

source_scorecard as (select * from {{ ref('source_scorecard') }}),

interrupted_measures as (
    select distinct measure_requirements.measure_key
    from measure_requirements
    inner join source_scorecard
        on
            measure_requirements.source_name = source_scorecard.source_name
            and measure_requirements.table_name = source_scorecard.table_name
    where source_scorecard.status in ('off', 'late') or source_scorecard.released_status in ('off', 'late')
),

candidate as (
    select
        account_health.account_id,
        account_health.objective_key,
        measure_scores.measure_key,
        measure_scores.nominal_weight,
        case when measure_scores.state = 'observed' then measure_scores.measure_score end as measure_score
    from account_health
    inner join measure_scores
        on
            account_health.model_version = measure_scores.model_version
            and account_health.account_id = measure_scores.account_id
            and account_health.as_of_date = measure_scores.as_of_date
    where account_health.is_latest_date
),

released as (
    select
        account_id,
        objective_key,
        measure_key,
        measure_score
    from released_drivers
    where driver_type = 'measure' and state = 'observed'
),

compared as (
    select
        candidate.account_id,
        candidate.objective_key,
        case when interrupted_measures.measure_key is null then candidate.measure_score - released.measure_score end as measure_move,
        candidate.nominal_weight,
        interrupted_measures.measure_key is not null
        and (candidate.measure_score is not null or released.measure_score is not null) as is_interrupted
    from candidate
    left join released
        on
            candidate.account_id = released.account_id
            and candidate.objective_key = released.objective_key
            and candidate.measure_key = released.measure_key
    left join interrupted_measures
        on candidate.measure_key = interrupted_measures.measure_key
),

-- The mean over no measure at all is no move.
final as (
    select
        account_id,
        objective_key,

        sum(case when is_interrupted then 1 else 0 end) as interrupted_measures,
        sum(case when measure_move is not null then 1 else 0 end) as compared_measures,
        coalesce(
            {{ exact_quotient(
                'sum(cast(nominal_weight * measure_move as decimal(28, 10)))', 'sum(case when measure_move is not null then nominal_weight end)', 6
            ) }}, 0
        ) as score_move
    from compared
    group by account_id, objective_key
    having sum(case when is_interrupted then 1 else 0 end) > 0
)

select * from final
