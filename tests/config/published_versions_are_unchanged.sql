{#
What: a version that readers have seen scores of has other rules now, or is gone.
When it matters: always; the published scores of that version could no longer be explained or repeated.
How to resolve: put its rows in seeds/scoring back as they were released; what shall be judged differently goes into a new version
  (`./run new-version NEW --from OLD`).
#}
with rulebook_versions as (
    select * from {{ ref('rulebook_versions') }}
),

released as (
    select * from {{ ref('stg_release__account_health_history') }}
),

published as (
    select distinct
        model_version,
        rules_hash
    from released
    where rules_hash is not null
)

select
    case when rulebook_versions.model_version is null then 'seeds/scoring/scoring_models.csv' else 'seeds/scoring' end as file,
    {{ row_name(['published.model_version']) }} as row_key,
    case
        when rulebook_versions.model_version is null then 'the version was published and is gone'
        else 'the rules of the version are not those it was published with'
    end as problem,
    'put its rows back as they were; to judge differently from now on, change a copy: ./run new-version NEW --from '
    || published.model_version as remedy
from published
left join rulebook_versions
    on published.model_version = rulebook_versions.model_version
where
    rulebook_versions.model_version is null
    or rulebook_versions.rules_hash <> published.rules_hash
