with

spine as (select * from {{ ref('int_account_spine') }}),

signals as (select * from {{ ref('stg_market__signals') }}),

judgements as (
    select
        industry,
        region,
        direction,
        valid_from,
        valid_to,
        reviewed_on
    from signals
    where
        signal_type in ('market', 'regulation')
        and direction is not null
),

-- A signal without a region speaks for all of them; one without an end still holds.
applied_signals as (
    select
        spine.account_id,
        spine.as_of_date,
        judgements.direction,
        case
            when judgements.reviewed_on <= spine.as_of_date then judgements.reviewed_on
            else judgements.valid_from
        end as judged_on
    from spine
    inner join judgements
        on
            spine.industry = judgements.industry
            and spine.as_of_date >= judgements.valid_from
            and (judgements.valid_to is null or spine.as_of_date < judgements.valid_to)
            and (judgements.region is null or spine.region = judgements.region)
),

outlooks as (
    select
        account_id,
        as_of_date,
        sum(direction) as direction_sum,
        count(*) as signal_count,
        max(judged_on) as last_judged_on
    from applied_signals
    group by
        account_id,
        as_of_date
),

final as (
    select
        account_id,
        as_of_date,
        'industry_outlook' as measure_key,

        {{ exact_quotient('direction_sum', 'signal_count', 10, 6, 0) }} as measured_value,
        last_judged_on as observed_on,
        cast(signal_count as integer) as sample_size
    from outlooks
)

select * from final
