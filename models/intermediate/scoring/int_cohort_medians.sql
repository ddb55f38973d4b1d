with measure_scores as (
    select * from {{ ref('int_measure_scores') }}
    where {{ is_changed_date('as_of_date') }}
),

scorecards as (
    select * from {{ ref('int_account_scorecards') }}
    where {{ is_changed_date('as_of_date') }}
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

-- Many peers have the same score: each score stands once, after so many peers with a lower one.
counted as (
    select
        model_version,
        as_of_date,
        measure_key,
        cohort_level,
        industry,
        segment,
        measure_score,
        count(*) as peers
    from in_cohorts
    group by model_version, as_of_date, measure_key, cohort_level, industry, segment, measure_score
),

placed as (
    select
        *,
        sum(peers) over (
            partition by model_version, as_of_date, measure_key, cohort_level, industry, segment
            order by measure_score
        ) as peers_up_to,
        sum(peers) over (partition by model_version, as_of_date, measure_key, cohort_level, industry, segment) as cohort_size
    from counted
),

-- The middle one counts twice, or each of the two middle ones once: half their sum is exact in decimals.
middles as (
    select
        model_version,
        as_of_date,
        measure_key,
        cohort_level,
        industry,
        segment,
        cohort_size,
        measure_score,
        case when 2 * peers_up_to >= cohort_size and 2 * (peers_up_to - peers) < cohort_size then 1 else 0 end
        + case when 2 * peers_up_to > cohort_size and 2 * (peers_up_to - peers) <= cohort_size then 1 else 0 end as times
    from placed
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
        cast(round(cast(sum(measure_score * times) as decimal(12, 6)) * 0.5, 6) as decimal(9, 6)) as median_score
    from middles
    group by model_version, as_of_date, measure_key, cohort_level, industry, segment, cohort_size
)

select * from final
