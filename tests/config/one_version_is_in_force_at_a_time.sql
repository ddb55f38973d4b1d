{#
What: two versions of one objective are in force on the same date.
When it matters: always; an account would have two published scores for one question.
How to resolve: end the earlier version (valid_to) on the day the later one begins (valid_from) in seeds/scoring/scoring_models.csv.
#}
with scoring_models as (
    select * from {{ ref('scoring_models') }}
),

in_force as (
    select
        model_version,
        objective_key,
        valid_from,
        coalesce(valid_to, cast('9999-12-31' as date)) as valid_to
    from scoring_models
    where valid_from is not null
)

select
    'seeds/scoring/scoring_models.csv' as file,
    {{ row_name(['later.model_version', 'later.objective_key']) }} as row_key,
    'the version begins on ' || cast(later.valid_from as {{ type_text() }}) || ' while ' || earlier.model_version || ' is still in force' as problem,
    'let one end (valid_to) on the day the other begins (valid_from)' as remedy
from in_force as earlier
inner join in_force as later
    on
        earlier.objective_key = later.objective_key
        and earlier.model_version <> later.model_version
        and earlier.valid_to > later.valid_from
        and (
            earlier.valid_from < later.valid_from
            or (earlier.valid_from = later.valid_from and earlier.model_version < later.model_version)
        )
