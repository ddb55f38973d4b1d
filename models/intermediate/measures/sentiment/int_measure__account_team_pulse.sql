with

spine as (select * from {{ ref('int_account_spine') }}),

pulses as (select * from {{ ref('stg_crm__account_pulses') }}),

-- No window: an old judgement goes stale by its validity, it does not vanish.
ranked_pulses as (
    select
        spine.account_id,
        spine.as_of_date,
        pulses.pulse,
        cast(pulses.recorded_at as date) as recorded_on,
        row_number() over (
            partition by spine.account_id, spine.as_of_date
            order by pulses.recorded_at desc nulls last, pulses.pulse_id desc nulls last, pulses.source_relation desc nulls last
        ) as recency_rank
    from spine
    inner join pulses
        on spine.account_id = pulses.account_id
            and cast(pulses.recorded_at as date) <= spine.as_of_date
    where pulses.pulse is not null
),

final as (
    select
        account_id,
        as_of_date,
        'account_team_pulse' as measure_key,

        cast(pulse as decimal(28, 10)) as measured_value,
        recorded_on as observed_on,
        1 as sample_size
    from ranked_pulses
    where recency_rank = 1
)

select * from final
