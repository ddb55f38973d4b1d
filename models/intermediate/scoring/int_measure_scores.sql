with places as (
    select * from {{ ref('int_measure_places') }}
),

scorecards as (
    select * from {{ ref('int_account_scorecards') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

curve_heights as (
    select * from {{ ref('int_curve_heights') }}
),

final as (
    select
        scorecards.model_version,
        scorecards.account_id,
        places.as_of_date,
        rules.measure_key,

        rules.factor_key,
        scorecards.score_number,
        rules.rule_number,
        rules.scorecard_key,
        rules.basis,
        rules.missing_policy,
        places.state,
        places.observed_on,

        places.measured_value,
        places.sample_size,
        places.cohort_level,
        places.cohort_size,
        places.curve_x,
        curve_heights.measure_score
    from places
    inner join scorecards
        on
            places.as_of_date = scorecards.as_of_date
            and places.account_number = scorecards.account_number
    inner join rules
        on
            scorecards.model_version = rules.model_version
            and scorecards.scorecard_key = rules.scorecard_key
            and places.reading_number = rules.reading_number
    left join curve_heights
        on
            rules.curve_number = curve_heights.curve_number
            and places.curve_x = curve_heights.curve_x
)

select * from final
