{#
What: a version has a valid_from, but a function that its objective requires has not approved it.
When it matters: always; the score would be published against the rules the functions gave themselves.
How to resolve: get the approval and add it to seeds/scoring/model_approvals.csv, or take valid_from back.
#}
with scoring_models as (
    select * from {{ ref('scoring_models') }}
),

objective_approvers as (
    select * from {{ ref('objective_approvers') }}
),

model_approvals as (
    select * from {{ ref('model_approvals') }}
),

required as (
    select
        scoring_models.model_version,
        objective_approvers.function
    from scoring_models
    inner join objective_approvers
        on scoring_models.objective_key = objective_approvers.objective_key
    where scoring_models.valid_from is not null
)

select
    'seeds/scoring/model_approvals.csv' as file,
    {{ row_name(['required.model_version', 'required.function']) }} as row_key,
    'the version has a valid_from without the approval of this function' as problem,
    'add the approval when it is given, or leave valid_from of the version empty' as remedy
from required
left join model_approvals
    on
        required.model_version = model_approvals.model_version
        and required.function = model_approvals.function
where model_approvals.function is null
