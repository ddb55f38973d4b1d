-- What: a raw table and what staging made of it do not have the same rows.
-- When it matters: always. Rows that vanish or appear on the way change scores without anybody being told.
-- How to resolve: raw_rows <> landed_rows: a join in the base model multiplies or drops rows, often for a seed with doubled rows (fx_rates,
-- enum_map, account_merges). staged_rows <> accepted_rows: the ranking in the staging model does not keep one row per key.
{% set raw_tables = {
    'crm': ['accounts', 'contacts', 'activities', 'opportunities', 'account_pulses', 'score_overrides'],
    'usage': ['events'],
    'billing': ['subscriptions', 'invoices'],
    'support': ['tickets', 'messages'],
    'survey': ['responses'],
    'social': ['mentions'],
    'market': ['signals'],
} %}
with scorecard as (select * from {{ ref('source_scorecard') }}),

counted as (
    {% for source_name, table_names in raw_tables.items() -%}
    {%- set is_last_source = loop.last -%}
    {%- for table_name in table_names -%}
    select
        '{{ source_name }}' as source_name,
        '{{ table_name }}' as table_name,
        (select count(*) from {{ raw(source_name, table_name) }} as landed) as raw_rows,
        (select count(*) from {{ ref('stg_' ~ source_name ~ '__' ~ table_name) }}) as staged_rows
    {% if not (is_last_source and loop.last) %}union all{% endif %}
    {% endfor -%}
    {%- endfor %}
)

select
    counted.source_name,
    counted.table_name,
    counted.raw_rows,
    scorecard.landed_rows,
    scorecard.accepted_rows,
    counted.staged_rows,
    scorecard.duplicate_rows,
    scorecard.quarantined_rows
from counted
left join scorecard
    on
        counted.source_name = scorecard.source_name
        and counted.table_name = scorecard.table_name
where
    scorecard.landed_rows is null
    or counted.raw_rows <> scorecard.landed_rows
    or counted.staged_rows <> scorecard.accepted_rows
    or counted.raw_rows <> counted.staged_rows + scorecard.duplicate_rows + scorecard.quarantined_rows
