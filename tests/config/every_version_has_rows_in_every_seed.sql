{#
What: a version has no rows at all in one of the seeds that make a version.
When it matters: always; its accounts would have no score, no band, no confidence or no trend, without a word.
How to resolve: copy a whole version with `./run new-version NEW --from OLD` instead of writing one by hand, or remove its row in scoring_models.csv.
#}
{%- set seeds = [
    'scorecards', 'measure_rules', 'curves', 'factor_weights', 'measure_weights', 'health_bands', 'confidence_levels', 'lifecycle_stages',
    'trend_labels',
] %}
with scoring_models as (
    select * from {{ ref('scoring_models') }}
),

present as (
    {% for seed in seeds -%}
        select distinct
            '{{ seed }}' as seed_name,
            model_version
        from {{ ref(seed) }}
        {{ "union all" if not loop.last }}
    {% endfor %}
),

seed_names as (
    {% for seed in seeds -%}
        select '{{ seed }}' as seed_name
        {{ "union all" if not loop.last }}
    {% endfor %}
)

select
    'seeds/scoring/' || seed_names.seed_name || '.csv' as file,
    {{ row_name(['scoring_models.model_version']) }} as row_key,
    'the version has no rows in this file' as problem,
    'copy the rows of another version, all at once with ./run new-version NEW --from OLD' as remedy
from scoring_models
cross join seed_names
left join present
    on
        scoring_models.model_version = present.model_version
        and seed_names.seed_name = present.seed_name
where present.seed_name is null
