with

spine as (select * from {{ ref('int_account_spine') }}),

account_days as (select * from {{ ref('int_usage_account_days') }}),

usage_days as (
    select
        spine.account_id,
        spine.as_of_date,
        cast(floor(({{ days_between('account_days.active_on', 'spine.as_of_date') }} - 28) / 7.0) as integer) as weeks_back,
        account_days.user_count
    from spine
    inner join account_days
        on
            spine.account_id = account_days.account_id
            and account_days.active_on >= {{ add_days('spine.as_of_date', -111) }}
            and account_days.active_on <= {{ add_days('spine.as_of_date', -28) }}
),

weekly_use as (
    select
        account_id,
        as_of_date,
        weeks_back,
        sum(user_count) as user_day_count
    from usage_days
    group by
        account_id,
        as_of_date,
        weeks_back
),

weeks as (
    {% for week in range(12) %}
        select {{ week }} as weeks_back
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- Only weeks that began inside the tenure say what is usual for the account; a silent one counts, as zero.
tenure_weeks as (
    select
        spine.account_id,
        spine.as_of_date,
        weeks.weeks_back,
        coalesce(weekly_use.user_day_count, 0) as user_day_count
    from spine
    inner join weeks on {{ days_between('spine.tenure_started_on', 'spine.as_of_date') }} >= 34 + 7 * weeks.weeks_back
    left join weekly_use
        on
            spine.account_id = weekly_use.account_id
            and spine.as_of_date = weekly_use.as_of_date
            and weeks.weeks_back = weekly_use.weeks_back
),

ranked_weeks as (
    select
        account_id,
        as_of_date,
        user_day_count,
        row_number() over (partition by account_id, as_of_date order by user_day_count, weeks_back) as week_rank,
        count(*) over (partition by account_id, as_of_date) as week_count
    from tenure_weeks
),

-- Twice the median stays a whole number: an even number of weeks has two middles, an odd one has one that counts double.
final as (
    select
        account_id,
        as_of_date,

        cast(sum(
            case
                when 2 * week_rank = week_count + 1 then 2 * user_day_count
                when 2 * week_rank in (week_count, week_count + 2) then user_day_count
                else 0
            end
        ) as integer) as twice_median_user_days,
        cast(count(*) as integer) as week_count
    from ranked_weeks
    group by
        account_id,
        as_of_date
)

select * from final
