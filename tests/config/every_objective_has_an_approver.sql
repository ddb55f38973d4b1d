{#
What: no function has to approve the versions of an objective.
When it matters: always; anybody could change the score of everybody alone.
How to resolve: name the functions in seeds/scoring/objective_approvers.csv.
#}
with objectives as (
    select * from {{ ref('objectives') }}
),

objective_approvers as (
    select * from {{ ref('objective_approvers') }}
)

select
    'seeds/scoring/objective_approvers.csv' as file,
    {{ row_name(['objectives.objective_key']) }} as row_key,
    'nobody has to approve the versions of this objective' as problem,
    'add a row for each function that must' as remedy
from objectives
left join objective_approvers
    on objectives.objective_key = objective_approvers.objective_key
where objective_approvers.objective_key is null
