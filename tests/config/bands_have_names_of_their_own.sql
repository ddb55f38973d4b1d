{#
What: a band of scores is called like the band of accounts that have no score.
When it matters: always; a reader could not tell a judged account from one that could not be judged.
How to resolve: give the band another name in seeds/scoring/health_bands.csv.
#}
with health_bands as (
    select * from {{ ref('health_bands') }}
)

select
    'seeds/scoring/health_bands.csv' as file,
    {{ row_name(['model_version', 'health_band']) }} as row_key,
    'this name is the band of accounts without a score' as problem,
    'choose another name' as remedy
from health_bands
where health_band in ('too_new', 'insufficient_data')
