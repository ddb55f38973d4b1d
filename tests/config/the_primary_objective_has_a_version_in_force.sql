{#
What: no version of the primary objective has a valid_from.
When it matters: always; account_health would be empty.
How to resolve: give the approved version of the objective a valid_from and the status champion in seeds/scoring/scoring_models.csv.
#}
with objectives as (
    select * from {{ ref('objectives') }}
),

scoring_models as (
    select * from {{ ref('scoring_models') }}
)

select
    'seeds/scoring/scoring_models.csv' as file,
    {{ row_name(['objectives.objective_key']) }} as row_key,
    'the primary objective has no version in force' as problem,
    'give its approved version a valid_from and the status champion' as remedy
from objectives
left join scoring_models
    on
        objectives.objective_key = scoring_models.objective_key
        and scoring_models.valid_from is not null
where
    objectives.is_primary
    and scoring_models.model_version is null
