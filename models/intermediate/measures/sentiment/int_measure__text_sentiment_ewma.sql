with

spine as (select * from {{ ref('int_account_spine') }}),

text_polarity as (select * from {{ ref('int_text_polarity') }}),

weighted_texts as (
    select
        spine.account_id,
        spine.as_of_date,
        text_polarity.written_on,
        text_polarity.polarity,
        180 - {{ days_between('text_polarity.written_on', 'spine.as_of_date') }} as recency_weight
    from spine
    inner join text_polarity
        on spine.account_id = text_polarity.account_id
            and {{ within_last_days('text_polarity.written_on', 'spine.as_of_date', 180) }}
    where text_polarity.polarity is not null
),

final as (
    select
        account_id,
        as_of_date,
        'text_sentiment_ewma' as measure_key,

        {{ exact_quotient('sum(recency_weight * polarity)', 'sum(recency_weight)', 10, 4, 0) }} as measured_value,
        max(written_on) as observed_on,
        cast(count(*) as integer) as sample_size
    from weighted_texts
    group by account_id, as_of_date
)

select * from final
