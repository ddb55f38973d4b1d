{#
What: a rule of the release gate (models/quality/gate/release_gate.sql) did not pass in this build.
When it matters: always; readers would see a release that is known to be wrong. They keep the last one.
How to resolve: each row names the rule, what was observed and where, the limit of seeds/reference/gate_rules.csv and the remedy.
#}
with release_gate as (
    select * from {{ ref('release_gate') }}
)

select
    'seeds/reference/gate_rules.csv' as file,
    {{ row_name(['rule_key']) }} as row_key,
    what_is_counted || ': ' || coalesce({{ number_text('observed') }}, 'nothing was counted')
    || coalesce(', at most ' || {{ number_text('limit_value') }}, ', and no limit is set')
    || coalesce(' [' || where_seen || ']', '') as problem,
    remedy
from release_gate
where not coalesce(is_passed, false)
