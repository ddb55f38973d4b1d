{#
What: no objective is the primary one, or several are.
When it matters: always; account_health shows the primary objective, one row per account.
How to resolve: set is_primary to true in exactly one row of seeds/scoring/objectives.csv.
#}
with objectives as (
    select * from {{ ref('objectives') }}
),

counted as (
    select coalesce(sum(case when is_primary then 1 else 0 end), 0) as primary_count
    from objectives
)

select
    'seeds/scoring/objectives.csv' as file,
    'is_primary=true' as row_key,
    cast(primary_count as {{ type_text() }}) || ' objectives are primary' as problem,
    'set is_primary to true in exactly one row' as remedy
from counted
where primary_count <> 1
