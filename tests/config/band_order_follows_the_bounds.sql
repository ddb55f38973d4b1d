{#
What: the band_order of a version's bands is not 1, 2, 3 ... from the lowest scores to the highest.
When it matters: always; lists and trends would sort a worse band above a better one.
How to resolve: number the bands from the lowest scores on in seeds/scoring/health_bands.csv.
#}
with health_bands as (
    select * from {{ ref('health_bands') }}
),

numbered as (
    select
        model_version,
        health_band,
        band_order,
        row_number() over (partition by model_version order by lower_bound, upper_bound, health_band) as expected_order
    from health_bands
)

select
    'seeds/scoring/health_bands.csv' as file,
    {{ row_name(['model_version', 'health_band']) }} as row_key,
    'band_order is ' || cast(band_order as {{ type_text() }}) as problem,
    'make it ' || cast(expected_order as {{ type_text() }}) || ': 1 is the band of the lowest scores' as remedy
from numbered
where band_order <> expected_order
