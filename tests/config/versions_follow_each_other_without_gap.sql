{#
What: a version ends and no other version of its objective begins on that day.
When it matters: always; from that day on nothing would be published for the objective.
How to resolve: let the next version begin (valid_from) on the day the one before ends (valid_to) in seeds/scoring/scoring_models.csv; the last has no end.
#}
with scoring_models as (
    select * from {{ ref('scoring_models') }}
),

successions as (
    select
        model_version,
        objective_key,
        valid_to,
        lead(valid_from) over (partition by objective_key order by valid_from, model_version) as next_valid_from
    from scoring_models
    where valid_from is not null
)

select
    'seeds/scoring/scoring_models.csv' as file,
    {{ row_name(['model_version', 'objective_key']) }} as row_key,
    'the version ends on ' || cast(valid_to as {{ type_text() }})
    || coalesce(' and the next one begins on ' || cast(next_valid_from as {{ type_text() }}), ' and none follows') as problem,
    'let the next version begin (valid_from) on that day, or leave valid_to empty' as remedy
from successions
where
    valid_to is not null
    and (next_valid_from is null or next_valid_from > valid_to)
