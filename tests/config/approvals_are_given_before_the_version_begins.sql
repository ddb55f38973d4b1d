{#
What: an approval is dated after the day on which its version began.
When it matters: always; scores were published before they were approved.
How to resolve: correct the date in seeds/scoring/model_approvals.csv, or let the version begin (valid_from) later.
#}
with scoring_models as (
    select * from {{ ref('scoring_models') }}
),

model_approvals as (
    select * from {{ ref('model_approvals') }}
)

select
    'seeds/scoring/model_approvals.csv' as file,
    {{ row_name(['model_approvals.model_version', 'model_approvals.function']) }} as row_key,
    'the approval is of ' || cast(model_approvals.approved_on as {{ type_text() }})
    || ', the version began on ' || cast(scoring_models.valid_from as {{ type_text() }}) as problem,
    'correct the date, or let the version begin (valid_from) later' as remedy
from model_approvals
inner join scoring_models
    on model_approvals.model_version = scoring_models.model_version
where model_approvals.approved_on > scoring_models.valid_from
