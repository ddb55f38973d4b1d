{#
What: a version ends on or before the day it begins.
When it matters: always; it would never be in force.
How to resolve: correct valid_from or valid_to in seeds/scoring/scoring_models.csv.
#}
with scoring_models as (
    select * from {{ ref('scoring_models') }}
)

select
    'seeds/scoring/scoring_models.csv' as file,
    {{ row_name(['model_version']) }} as row_key,
    'valid_to ' || cast(valid_to as {{ type_text() }}) || ' is not after valid_from '
    || coalesce(cast(valid_from as {{ type_text() }}), '(empty)') as problem,
    'correct the dates; a version that is not to be published has neither' as remedy
from scoring_models
where
    valid_to is not null
    and (valid_from is null or valid_to <= valid_from)
