with measure_scores as (
    select * from {{ ref('int_measure_scores') }}
),

scorecards as (
    select * from {{ ref('int_account_scorecards') }}
),

-- 1: same industry and segment, 2: same segment, 3: everybody.
cohort_levels as (
    select 1 as cohort_level
    union all
    select 2 as cohort_level
    union all
    select 3 as cohort_level
),

-- Every peer stands in up to three cohorts: an unknown industry or segment belongs to no narrower one.
in_cohorts as (
    select
        measure_scores.model_version,
        measure_scores.as_of_date,
        measure_scores.measure_key,
        cohort_levels.cohort_level,
        case when cohort_levels.cohort_level = 1 then scorecards.industry end as industry,
        case when cohort_levels.cohort_level < 3 then scorecards.segment end as segment,
        measure_scores.account_id,
        measure_scores.measure_score
    from measure_scores
    inner join scorecards
        on
            measure_scores.as_of_date = scorecards.as_of_date
            and measure_scores.score_number = scorecards.score_number
    inner join cohort_levels
        on
            (cohort_levels.cohort_level = 3 or scorecards.segment is not null)
            and (cohort_levels.cohort_level > 1 or scorecards.industry is not null)
    where
        measure_scores.missing_policy = 'cohort_median'
        and measure_scores.measure_score is not null
        and not scorecards.is_too_new
),

ranked as (
    select
        *,
        row_number() over (
            partition by model_version, as_of_date, measure_key, cohort_level, industry, segment
            order by measure_score, account_id
        ) as rank_in_cohort,
        count(*) over (
            partition by model_version, as_of_date, measure_key, cohort_level, industry, segment
        ) as cohort_size
    from in_cohorts
),

-- The middle one, or the two middle ones: half their sum is exact in decimals.
middles as (
    select
        model_version,
        as_of_date,
        measure_key,
        cohort_level,
        industry,
        segment,
        cohort_size,
        cast(sum(measure_score) as decimal(12, 6)) as middle_sum,
        count(*) as middle_count
    from ranked
    where 2 * rank_in_cohort in (cohort_size, cohort_size + 1, cohort_size + 2)
    group by model_version, as_of_date, measure_key, cohort_level, industry, segment, cohort_size
),

final as (
    select
        model_version,
        as_of_date,
        measure_key,
        cohort_level,
        industry,
        segment,

        cast(cohort_size as integer) as cohort_size,
        cast(
            case when middle_count = 2 then round(middle_sum * 0.5, 6) else middle_sum end
            as decimal(9, 6)
        ) as median_score
    from middles
)

select * from final
