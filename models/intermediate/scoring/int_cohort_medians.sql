with measure_scores as (
    select * from {{ ref('int_measure_scores') }}
),

scorecards as (
    select * from {{ ref('int_account_scorecards') }}
),

peers as (
    select
        measure_scores.model_version,
        measure_scores.account_id,
        measure_scores.as_of_date,
        measure_scores.measure_key,
        measure_scores.measure_score,
        scorecards.industry,
        scorecards.segment
    from measure_scores
    inner join scorecards
        on
            measure_scores.model_version = scorecards.model_version
            and measure_scores.account_id = scorecards.account_id
            and measure_scores.as_of_date = scorecards.as_of_date
    where
        measure_scores.missing_policy = 'cohort_median'
        and measure_scores.state = 'observed'
        and not scorecards.is_too_new
),

-- Every peer stands in three cohorts: industry and segment, segment, all. NULL belongs to no narrower cohort.
in_cohorts as (
    select
        1 as cohort_level,
        industry,
        segment,
        model_version,
        account_id,
        as_of_date,
        measure_key,
        measure_score
    from peers
    where industry is not null and segment is not null
    union all
    select
        2 as cohort_level,
        cast(null as {{ type_text() }}) as industry,
        segment,
        model_version,
        account_id,
        as_of_date,
        measure_key,
        measure_score
    from peers
    where segment is not null
    union all
    select
        3 as cohort_level,
        cast(null as {{ type_text() }}) as industry,
        cast(null as {{ type_text() }}) as segment,
        model_version,
        account_id,
        as_of_date,
        measure_key,
        measure_score
    from peers
),

ranked as (
    select
        *,
        row_number() over (
            partition by model_version, as_of_date, measure_key, cohort_level, industry, segment
            order by measure_score, account_id
        ) as position,
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
    where 2 * position in (cohort_size, cohort_size + 1, cohort_size + 2)
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
