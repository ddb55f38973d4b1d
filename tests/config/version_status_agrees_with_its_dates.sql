{#
What: the status of a version says something else than its dates: the dates decide what is published, the status what was meant.
When it matters: always; a version would be published that nobody meant to, or the other way round.
How to resolve: champion and retired have valid_from, retired also valid_to; challenger and draft have neither (seeds/scoring/scoring_models.csv).
#}
with scoring_models as (
    select * from {{ ref('scoring_models') }}
),

judged as (
    select
        model_version,
        case
            when status in ('champion', 'retired') and valid_from is null then 'the version is ' || status || ' but has no valid_from'
            when status = 'retired' and valid_to is null then 'the version is retired but has no valid_to'
            when status in ('challenger', 'draft') and valid_from is not null then 'the version is a ' || status || ' but has a valid_from'
        end as problem
    from scoring_models
)

select
    'seeds/scoring/scoring_models.csv' as file,
    {{ row_name(['model_version']) }} as row_key,
    problem,
    'correct the status or the dates: only a champion, and what was one, has a valid_from' as remedy
from judged
where problem is not null
