with comparison as (
    select * from {{ ref('release_comparison') }}
),

release_candidate as (
    select * from {{ ref('release_candidate') }}
),

-- Nothing compared is no change: the first release has none before it.
changes as (
    select
        max(released_as_of_date) as released_as_of_date,
        coalesce({{ exact_quotient('sum(case when is_lost then 1 else 0 end)', 'count(*)', 6) }}, 0) as lost_share,
        coalesce({{ exact_quotient('sum(case when is_flipped and not is_flipped_by_interruption then 1 else 0 end)', 'count(*)', 6) }}, 0) as flipped_share
    from comparison
),

observations as (
    select
        'accounts_missing' as rule_key,
        case when accounts > 0 then 0 else 1 end as observed
    from release_candidate
    union all
    select
        'accounts_lost' as rule_key,
        lost_share as observed
    from changes
    union all
    select
        'as_of_backwards' as rule_key,
        coalesce({{ days_between('release_candidate.as_of_date', 'changes.released_as_of_date') }}, 0) as observed
    from release_candidate
    cross join changes
    union all
    select
        'band_flips' as rule_key,
        flipped_share as observed
    from changes
),

-- Which way the accounts went says more than which accounts: those are in release_comparison.
places as (
    select
        'accounts_lost' as rule_key,
        objective_key || ' ' || cast(count(*) as {{ type_text() }}) || ' accounts' as place,
        count(*) as weight
    from comparison
    where is_lost
    group by objective_key
    union all
    select
        'band_flips' as rule_key,
        released_band || ' to ' || candidate_band || ' ' || cast(count(*) as {{ type_text() }}) || ' times' as place,
        count(*) as weight
    from comparison
    where is_flipped and not is_flipped_by_interruption
    group by
        released_band,
        candidate_band
),

seen as (
    select * from {{ worst_places('places') }} as worst_places
),

final as (
    select
        observations.rule_key,

        cast(observations.observed as decimal(18, 6)) as observed,
        seen.where_seen
    from observations
    left join seen
        on observations.rule_key = seen.rule_key
)

select * from final
