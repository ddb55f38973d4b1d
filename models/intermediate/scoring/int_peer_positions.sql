with states as (
    select * from {{ ref('int_measure_states') }}
    where {{ is_changed_date('as_of_date') }}
),

spine as (
    select * from {{ ref('int_account_spine') }}
    where {{ is_changed_date('as_of_date') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

-- Versions and scorecards that read a measure alike share its peers.
readings as (
    select distinct
        reading_number,
        min_cohort,
        grace_days
    from rules
    where basis = 'peer'
),

-- 1: same industry and segment, 2: same segment, 3: everybody.
cohort_levels as (
    select 1 as cohort_level
    union all
    select 2 as cohort_level
    union all
    select 3 as cohort_level
),

-- An unknown industry or segment belongs to no narrower cohort. Accounts too new to be scored are compared with the others, but the others are
-- not compared with them.
in_cohorts as (
    select
        states.account_id,
        states.as_of_date,
        states.reading_number,
        cohort_levels.cohort_level,
        case when cohort_levels.cohort_level = 1 then spine.industry end as industry,
        case when cohort_levels.cohort_level < 3 then spine.segment end as segment,
        states.measured_value,
        readings.min_cohort,
        case when spine.tenure_days < readings.grace_days then 0 else 1 end as is_peer
    from states
    inner join readings
        on states.reading_number = readings.reading_number
    inner join spine
        on
            states.account_id = spine.account_id
            and states.as_of_date = spine.as_of_date
    inner join cohort_levels
        on
            (cohort_levels.cohort_level = 3 or spine.segment is not null)
            and (cohort_levels.cohort_level > 1 or spine.industry is not null)
    where states.state = 'observed'
),

-- The account itself is always one of its peers.
counted as (
    select
        *,
        1 - is_peer as itself,
        sum(is_peer) over (partition by as_of_date, reading_number, cohort_level, industry, segment) as peers,
        sum(is_peer) over (partition by as_of_date, reading_number, cohort_level, industry, segment, measured_value) as peers_equal,
        sum(is_peer) over (
            partition by as_of_date, reading_number, cohort_level, industry, segment
            order by measured_value
            range between unbounded preceding and current row
        ) as peers_not_above
    from in_cohorts
),

-- The narrowest cohort that is large enough; the widest is taken whatever its size.
ranked as (
    select
        *,
        row_number() over (
            partition by account_id, as_of_date, reading_number
            order by cohort_level
        ) as cohort_rank
    from counted
    where cohort_level = 3 or peers + itself >= min_cohort
),

final as (
    select
        account_id,
        as_of_date,
        reading_number,

        cohort_level,
        cast(peers + itself as integer) as cohort_size,
        {{ exact_quotient('100 * (2 * peers_not_above - peers_equal + itself)', '2 * (peers + itself)', 10, 0, 0) }} as percentile
    from ranked
    where cohort_rank = 1
)

select * from final
