with health_bands as (
    select * from {{ ref('health_bands') }}
),

final as (
    select
        model_version,
        health_band,

        band_order,
        cast(lower_bound as decimal(4, 1)) as lower_bound,
        cast(upper_bound as decimal(4, 1)) as upper_bound,
        band_colour,
        counts_as_at_risk,
        -- The last band is closed: it holds its upper bound too.
        upper_bound = max(upper_bound) over (partition by model_version) as is_top_band
    from health_bands
)

select * from final
