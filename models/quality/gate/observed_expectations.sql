with expectation_results as (
    select * from {{ ref('expectation_results') }}
),

-- What another run found says nothing of the rows of this one.
of_this_run as (
    select *
    from expectation_results
    where invocation_id = '{{ this_run() }}'
),

-- A sum over no row is NULL on purpose: where no expectation has a row, none was kept.
observations as (
    select
        'expectations_failed' as rule_key,
        sum(case when severity = 'critical' and status not in ('passed', 'not_evaluated') then 1 else 0 end) as observed
    from of_this_run
    union all
    select
        'expectations_not_evaluated' as rule_key,
        sum(case when status = 'not_evaluated' then 1 else 0 end) as observed
    from of_this_run
),

places as (
    select
        'expectations_failed' as rule_key,
        suite || '.' || expectation || '.' || column_name as place,
        coalesce(failing_rows, 0) as weight
    from of_this_run
    where severity = 'critical' and status not in ('passed', 'not_evaluated')
    union all
    select
        'expectations_not_evaluated' as rule_key,
        suite as place,
        count(*) as weight
    from of_this_run
    where status = 'not_evaluated'
    group by suite
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
