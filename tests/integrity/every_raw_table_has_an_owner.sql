-- What: a raw table is declared in models/staging but not in the seed data_sources, or the other way round.
-- When it matters: always. A table without a row there has no owner, no reject budget and no age limit, so the gate lets all of it through.
-- How to resolve: add or remove its row in seeds/reference/data_sources.csv.
with data_sources as (select * from {{ ref('data_sources') }}),

declared as (
    select
        cast(null as {{ type_text() }}) as source_name,
        cast(null as {{ type_text() }}) as table_name
    where false
    {% if execute %}
        {% for declared in graph.sources.values() if 'source_relation' in declared.columns %}
            union all
            select
                '{{ declared.source_name }}' as source_name,
                '{{ declared.name }}' as table_name
        {% endfor %}
    {% endif %}
)

select
    'seeds/reference/data_sources.csv' as file,
    'source_name=' || coalesce(declared.source_name, data_sources.source_name)
    || ', table_name=' || coalesce(declared.table_name, data_sources.table_name) as row_key,
    case when declared.source_name is null then 'no such raw table is declared' else 'the raw table has no row' end as problem,
    case when declared.source_name is null then 'remove the row or correct it' else 'add a row with its owner' end as remedy
from declared
full outer join data_sources
    on
        declared.source_name = data_sources.source_name
        and declared.table_name = data_sources.table_name
where
    declared.source_name is null
    or data_sources.source_name is null
