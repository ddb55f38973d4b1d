with

spine as (select * from {{ ref('int_account_spine') }}),

survey_answers as (select * from {{ ref('int_survey_answers') }}),

ranked_answers as (
    select
        spine.account_id,
        spine.as_of_date,
        survey_answers.answered_on,
        case when survey_answers.score >= 9 then 1 when survey_answers.score >= 7 then 0 else -1 end as stance,
        row_number() over (
            partition by spine.account_id, spine.as_of_date, survey_answers.respondent_key
            order by
                survey_answers.responded_at desc nulls last,
                survey_answers.source_relation desc nulls last,
                survey_answers.response_id desc nulls last
        ) as recency_rank
    from spine
    inner join survey_answers
        on spine.account_id = survey_answers.account_id
            and {{ within_last_days('survey_answers.answered_on', 'spine.as_of_date', 180) }}
    where survey_answers.survey_type = 'nps' and survey_answers.score is not null
),

final as (
    select
        account_id,
        as_of_date,
        'nps_180d' as measure_key,

        {{ exact_quotient('sum(stance)', 'count(*)', 10, 0, 0) }} as measured_value,
        max(answered_on) as observed_on,
        cast(count(*) as integer) as sample_size
    from ranked_answers
    where recency_rank = 1
    group by account_id, as_of_date
)

select * from final
