{#
What: a rule of the release gate (models/quality/release_gate.sql) did not pass in this build.
When it matters: always; readers would see a release that is known to be wrong. They keep the last one.
How to resolve: each row names the rule, what was observed, the limit of seeds/reference/gate_rules.csv and the remedy.
#}
with release_gate as (
    select * from {{ ref('release_gate') }}
)

select
    'seeds/reference/gate_rules.csv' as file,
    rule_key as row_key,
    what_is_counted || ': ' || coalesce(cast(observed as {{ type_text() }}), 'nothing was counted')
    || ', at most ' || cast(limit_value as {{ type_text() }}) as problem,
    remedy
from release_gate
where not is_passed
