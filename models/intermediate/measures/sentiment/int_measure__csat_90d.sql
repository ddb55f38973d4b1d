with

spine as (select * from {{ ref('int_account_spine') }}),

tickets as (select * from {{ ref('stg_support__tickets') }}),

survey_answers as (select * from {{ ref('int_survey_answers') }}),

ticket_answers as (
    select
        spine.account_id,
        spine.as_of_date,
        cast(coalesce(tickets.resolved_at, tickets.created_at) as date) as answered_on,
        tickets.csat as answer
    from spine
    inner join tickets
        on spine.account_id = tickets.account_id
            and {{ within_last_days('cast(coalesce(tickets.resolved_at, tickets.created_at) as date)', 'spine.as_of_date', 90) }}
    where tickets.csat is not null
),

ranked_survey_answers as (
    select
        spine.account_id,
        spine.as_of_date,
        survey_answers.answered_on,
        survey_answers.score as answer,
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
            and {{ within_last_days('survey_answers.answered_on', 'spine.as_of_date', 90) }}
    where survey_answers.survey_type = 'csat' and survey_answers.score is not null
),

answers as (
    select
        account_id,
        as_of_date,
        answered_on,
        answer
    from ticket_answers
    union all
    select
        account_id,
        as_of_date,
        answered_on,
        answer
    from ranked_survey_answers
    where recency_rank = 1
),

final as (
    select
        account_id,
        as_of_date,
        'csat_90d' as measure_key,

        {{ exact_quotient('sum(answer - 1)', '4 * count(*)', 10, 6, 0) }} as measured_value,
        max(answered_on) as observed_on,
        cast(count(*) as integer) as sample_size
    from answers
    group by account_id, as_of_date
)

select * from final
