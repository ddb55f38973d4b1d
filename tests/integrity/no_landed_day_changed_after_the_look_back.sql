-- What: rows of usage.events came, went or changed in number for days older than the look-back (look_back_days of dbt_project.yml).
-- When it matters: nothing is lost, the days were read again and every date after them is measured anew; but what was published for those dates stands.
-- How to resolve: nothing, where the delivery was late once. Where it is late often, ask for it in time, or raise look_back_days. Where rows are gone
-- that should count, land them again: a day counts as it is landed now.
with event_days as (select * from {{ ref('base_usage__event_days') }})

select
    'models/staging/usage/_usage__sources.yml' as file,
    {{ row_name(['landed_on']) }} as row_key,
    cast(landed_rows as {{ type_text() }}) || ' rows landed, ' || cast(held_rows as {{ type_text() }}) || ' were there before' as problem,
    'read again; where rows are missing, land them again' as remedy
from event_days
where is_late
