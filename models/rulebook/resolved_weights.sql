with scorecards as (
    select * from {{ ref('scorecards') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

measures as (
    select * from {{ ref('measures') }}
),

factor_weights as (
    select * from {{ ref('factor_weights') }}
),

measure_weights as (
    select * from {{ ref('measure_weights') }}
),

default_scorecards as (
    select
        model_version,
        scorecard_key as default_scorecard_key
    from scorecards
    where
        segment is null
        and industry is null
        and lifecycle_stage is null
),

judged_measures as (
    select
        scorecards.model_version,
        scorecards.scorecard_key,
        default_scorecards.default_scorecard_key,
        measures.factor_key,
        measures.measure_key
    from scorecards
    inner join default_scorecards
        on scorecards.model_version = default_scorecards.model_version
    inner join measure_rules
        on scorecards.model_version = measure_rules.model_version
    inner join measures
        on measure_rules.measure_key = measures.measure_key
),

weighted as (
    select
        judged_measures.model_version,
        judged_measures.scorecard_key,
        judged_measures.factor_key,
        judged_measures.measure_key,
        coalesce(own_factor.weight, default_factor.weight, 0) as factor_weight,
        coalesce(own_measure.weight, default_measure.weight, 0) as measure_weight
    from judged_measures
    left join factor_weights as own_factor
        on
            judged_measures.model_version = own_factor.model_version
            and judged_measures.scorecard_key = own_factor.scorecard_key
            and judged_measures.factor_key = own_factor.factor_key
    left join factor_weights as default_factor
        on
            judged_measures.model_version = default_factor.model_version
            and judged_measures.default_scorecard_key = default_factor.scorecard_key
            and judged_measures.factor_key = default_factor.factor_key
    left join measure_weights as own_measure
        on
            judged_measures.model_version = own_measure.model_version
            and judged_measures.scorecard_key = own_measure.scorecard_key
            and judged_measures.measure_key = own_measure.measure_key
    left join measure_weights as default_measure
        on
            judged_measures.model_version = default_measure.model_version
            and judged_measures.default_scorecard_key = default_measure.scorecard_key
            and judged_measures.measure_key = default_measure.measure_key
),

final as (
    select
        model_version,
        scorecard_key,
        factor_key,
        measure_key,

        cast(factor_weight as decimal(7, 4)) as factor_weight,
        cast(measure_weight as decimal(7, 4)) as measure_weight,
        cast(factor_weight * measure_weight as decimal(12, 8)) as nominal_weight
    from weighted
)

select * from final
