-- What: a raw table that the company has was landed without a single row.
-- When it matters: always. An empty log reads as silence of every customer, not as a fault.
-- How to resolve: ask the owner to land the table again, or list it under switched_off in landing.yml or the var switched_off.
{% set may_be_empty = [] %}
{% if execute %}
    {% for declared in graph.sources.values() if declared.config.meta.get('may_be_empty') %}
        {% do may_be_empty.append(declared.source_name ~ '.' ~ declared.name) %}
    {% endfor %}
{% endif %}
with scorecard as (select * from {{ ref('source_scorecard') }})

select
    'models/staging/' || source_name || '/_' || source_name || '__sources.yml' as file,
    {{ row_name(['source_name', 'table_name']) }} as row_key,
    'the table was landed without a row' as problem,
    'ask ' || owner || ' (' || owner_channel || ') to land it again, or switch it off' as remedy
from scorecard
where
    is_on
    and landed_rows = 0
    and source_name || '.' || table_name not in ('{{ may_be_empty | join("', '") }}')
