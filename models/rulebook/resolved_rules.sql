with scorecards as (
    select * from {{ ref('scorecards') }}
),

versions as (
    select * from {{ ref('scoring_models') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

measures as (
    select * from {{ ref('measures') }}
),

resolved_curves as (
    select * from {{ ref('resolved_curves') }}
),

curves as (
    select
        model_version,
        scorecard_key,
        measure_key,
        md5({{ sorted_lines(row_text(['x_from', 'x_to', 'y_from', 'y_to'])) }}) as curve_hash
    from resolved_curves
    group by model_version, scorecard_key, measure_key
),

-- Only a place among peers depends on who is a peer, and how many of them are enough.
rules as (
    select
        scorecards.model_version,
        scorecards.scorecard_key,
        measures.measure_key,
        measures.factor_key,
        measure_rules.basis,
        measure_rules.missing_policy,
        measure_rules.validity_days,
        case when measure_rules.basis = 'peer' then versions.min_cohort end as min_cohort,
        case when measure_rules.basis = 'peer' then versions.grace_days end as grace_days,
        curves.curve_hash
    from scorecards
    inner join versions
        on scorecards.model_version = versions.model_version
    inner join measure_rules
        on scorecards.model_version = measure_rules.model_version
    inner join measures
        on measure_rules.measure_key = measures.measure_key
    left join curves
        on
            scorecards.model_version = curves.model_version
            and scorecards.scorecard_key = curves.scorecard_key
            and measures.measure_key = curves.measure_key
),

-- What several versions and scorecards have in common has one number, so that it is judged once.
final as (
    select
        model_version,
        scorecard_key,
        measure_key,

        factor_key,
        basis,
        missing_policy,

        validity_days,
        min_cohort,
        grace_days,
        cast(row_number() over (order by model_version, scorecard_key, measure_key) as integer) as rule_number,
        cast(dense_rank() over (order by measure_key, validity_days, min_cohort, grace_days) as integer) as reading_number,
        case
            when curve_hash is not null then cast(dense_rank() over (order by measure_key, curve_hash) as integer)
        end as curve_number
    from rules
)

select * from final
