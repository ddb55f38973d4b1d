with measure_scores as (
    select * from {{ ref('int_measure_scores') }}
    where {{ is_changed_date('as_of_date') }}
),

scorecards as (
    select * from {{ ref('int_account_scorecards') }}
    where {{ is_changed_date('as_of_date') }}
),

versions as (
    select * from {{ ref('scoring_models') }}
),

medians as (
    select * from {{ ref('int_cohort_medians') }}
    where {{ is_changed_date('as_of_date') }}
),

unmeasured as (
    select
        measure_scores.model_version,
        measure_scores.account_id,
        measure_scores.as_of_date,
        measure_scores.measure_key,
        measure_scores.score_number,
        measure_scores.rule_number,
        scorecards.industry,
        scorecards.segment,
        versions.min_cohort
    from measure_scores
    inner join scorecards
        on
            measure_scores.as_of_date = scorecards.as_of_date
            and measure_scores.score_number = scorecards.score_number
    inner join versions
        on measure_scores.model_version = versions.model_version
    where
        measure_scores.state in ('missing', 'stale')
        and measure_scores.missing_policy = 'cohort_median'
),

-- The narrowest cohort that is large enough, as for peer positions; the widest is taken whatever its size.
ranked as (
    select
        unmeasured.as_of_date,
        unmeasured.score_number,
        unmeasured.rule_number,
        medians.cohort_level,
        medians.cohort_size,
        medians.median_score,
        row_number() over (
            partition by unmeasured.as_of_date, unmeasured.score_number, unmeasured.rule_number
            order by medians.cohort_level
        ) as cohort_rank
    from unmeasured
    inner join medians
        on
            unmeasured.model_version = medians.model_version
            and unmeasured.as_of_date = medians.as_of_date
            and unmeasured.measure_key = medians.measure_key
            and (
                medians.cohort_level = 3
                or (
                    unmeasured.min_cohort <= medians.cohort_size
                    and unmeasured.segment = medians.segment
                    and (medians.cohort_level = 2 or unmeasured.industry = medians.industry)
                )
            )
),

final as (
    select
        as_of_date,
        score_number,
        rule_number,

        cohort_level,
        cohort_size,
        median_score as imputed_score
    from ranked
    where cohort_rank = 1
)

select * from final
