-- What: a raw table and what staging made of it do not have the same rows.
-- When it matters: always. Rows that vanish or appear on the way change scores without anybody being told.
-- How to resolve: raw_rows <> base_rows: a join in the base model multiplies or drops rows, often for a seed with doubled rows (fx_rates, enum_map,
-- account_merges). staged_rows <> accepted_keys: the ranking in the staging model does not keep one row per key; for usage.events the roll-up by user
-- and day less all versions but the last has another number of events than there are keys: build with --full-refresh and look for a join that multiplies.
{% set raw_tables = [
    ('crm', 'accounts'), ('crm', 'contacts'), ('crm', 'activities'), ('crm', 'opportunities'), ('crm', 'account_pulses'), ('crm', 'score_overrides'),
    ('billing', 'subscriptions'), ('billing', 'invoices'), ('support', 'tickets'), ('support', 'messages'),
    ('survey', 'responses'), ('social', 'mentions'), ('market', 'signals')
] %}
with landed_rows as (select * from {{ ref('landed_rows') }}),

event_versions as (select * from {{ ref('stg_usage__event_versions') }}),

user_days as (select * from {{ ref('stg_usage__user_days') }}),

counted as (
    {% for source_name, table_name in raw_tables %}
        select
            '{{ source_name }}' as source_name,
            '{{ table_name }}' as table_name,
            (select count(*) from {{ raw(source_name, table_name) }} as landed) as raw_rows,
            (select count(*) from {{ ref('stg_' ~ source_name ~ '__' ~ table_name) }}) as staged_rows
        union all
    {% endfor %}
    select
        'usage' as source_name,
        'events' as table_name,
        (select count(*) from {{ raw('usage', 'events') }} as landed) as raw_rows,
        (select coalesce(sum(accepted_rows), 0) from user_days) - (select count(*) from event_versions where arrival_rank > 1) as staged_rows
),

by_key as (
    select
        source_name,
        table_name,
        count(*) as base_rows,
        max(case when reject_reason is null then 1 else 0 end) as accepted_keys
    from landed_rows
    where not (source_name = 'usage' and table_name = 'events')
    group by
        source_name,
        table_name,
        key_relation,
        line_key
),

-- Usage events are many: a hash says which keys are landed once, and only where it is not alone are keys compared. A few keys of many millions have one
-- hash by chance. They are named three times, because an engine may copy what is named once and read more often.
counted_events as (
    select
        count(*) as base_rows,
        count(case when reject_reason is null then 1 end) as accepted_rows
    from {{ ref('base_usage__events') }}
),

hashed_keys as (
    select {{ quick_hash(['source_relation', 'event_id']) }} as key_hash
    from {{ ref('base_usage__events') }}
    where reject_reason is null
),

repeated_hashes as (
    select
        key_hash,
        count(*) as accepted_rows
    from hashed_keys
    group by key_hash
    having count(*) > 1
),

repeated_keys as (
    select distinct
        source_relation,
        event_id
    from {{ ref('base_usage__events') }}
    where
        reject_reason is null
        and {{ quick_hash(['source_relation', 'event_id']) }} in (select repeated_hashes.key_hash from repeated_hashes)
),

judged as (
    select
        source_name,
        table_name,
        sum(base_rows) as base_rows,
        sum(accepted_keys) as accepted_keys
    from by_key
    group by
        source_name,
        table_name
    union all
    select
        'usage' as source_name,
        'events' as table_name,
        base_rows,
        accepted_rows - (select coalesce(sum(repeated_hashes.accepted_rows), 0) from repeated_hashes) + (select count(*) from repeated_keys) as accepted_keys
    from counted_events
)

select
    'models/staging/' || counted.source_name || '/base_' || counted.source_name || '__' || counted.table_name || '.sql' as file,
    {{ row_name(['counted.source_name', 'counted.table_name']) }} as row_key,
    cast(counted.raw_rows as {{ type_text() }}) || ' rows landed, ' || cast(coalesce(judged.base_rows, 0) as {{ type_text() }}) || ' in base; '
    || cast(coalesce(judged.accepted_keys, 0) as {{ type_text() }}) || ' accepted, ' || cast(counted.staged_rows as {{ type_text() }})
    || ' in staging' as problem,
    'look for a join that multiplies rows in the base model, or the ranking in the staging model' as remedy
from counted
left join judged
    on
        counted.source_name = judged.source_name
        and counted.table_name = judged.table_name
where
    counted.raw_rows <> coalesce(judged.base_rows, 0)
    or counted.staged_rows <> coalesce(judged.accepted_keys, 0)
