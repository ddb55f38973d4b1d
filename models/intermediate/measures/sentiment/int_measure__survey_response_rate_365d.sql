with

spine as (select * from {{ ref('int_account_spine') }}),

responses as (select * from {{ ref('stg_survey__responses') }}),

-- Fourteen days to answer: a survey sent yesterday is not yet a silence.
invitations as (
    select
        spine.account_id,
        spine.as_of_date,
        cast(responses.sent_at as date) as sent_on,
        case when cast(responses.responded_at as date) <= spine.as_of_date then 1 else 0 end as is_answered
    from spine
    inner join responses
        on spine.account_id = responses.account_id
            and {{ within_last_days('cast(responses.sent_at as date)', 'spine.as_of_date', 365) }}
            and cast(responses.sent_at as date) <= {{ add_days('spine.as_of_date', -14) }}
),

final as (
    select
        account_id,
        as_of_date,
        'survey_response_rate_365d' as measure_key,

        {{ exact_quotient('sum(is_answered)', 'count(*)', 10, 0, 0) }} as measured_value,
        max(sent_on) as observed_on,
        cast(count(*) as integer) as sample_size
    from invitations
    group by account_id, as_of_date
    having count(*) >= 2
)

select * from final
