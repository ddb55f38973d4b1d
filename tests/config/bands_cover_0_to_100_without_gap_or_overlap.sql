{#
What: the bands of a version leave a score without a band or give one score two.
When it matters: always; accounts would drop out of reports, or appear twice.
How to resolve: let each band begin where the one before ends, the first at 0 and the last up to 100, in seeds/scoring/health_bands.csv.
#}
with health_bands as (
    select * from {{ ref('health_bands') }}
),

neighbours as (
    select
        model_version,
        health_band,
        lower_bound,
        upper_bound,
        lag(upper_bound) over (partition by model_version order by lower_bound, upper_bound, health_band) as upper_before,
        lead(lower_bound) over (partition by model_version order by lower_bound, upper_bound, health_band) as lower_after
    from health_bands
),

judged as (
    select
        model_version,
        health_band,
        case
            when lower_bound >= upper_bound then 'the band ends before it begins'
            when upper_before is null and lower_bound <> 0 then 'the lowest band begins at ' || {{ number_text('lower_bound') }}
            when lower_bound > upper_before
                then 'there is a gap from ' || {{ number_text('upper_before') }} || ' to ' || {{ number_text('lower_bound') }}
            when lower_bound < upper_before then 'the band overlaps the one before it, which ends at ' || {{ number_text('upper_before') }}
            when lower_after is null and upper_bound <> 100 then 'the highest band ends at ' || {{ number_text('upper_bound') }}
        end as problem
    from neighbours
)

select
    'seeds/scoring/health_bands.csv' as file,
    {{ row_name(['model_version', 'health_band']) }} as row_key,
    problem,
    'let each band begin where the one before ends, the first at 0, the last up to 100' as remedy
from judged
where problem is not null
