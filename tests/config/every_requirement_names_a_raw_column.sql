{#
What: a measure is said to need a raw table or column that the raw contract (models/staging/<source>/_<source>__sources.yml) does not have.
When it matters: always; the measure would be not applicable for everybody and leave the score without a word.
How to resolve: correct source_name, table_name or column_name in seeds/scoring/measure_requirements.csv.
#}
{%- set declared = [] -%}
{%- if execute -%}
    {%- for table in graph.sources.values() -%}
        {%- for column in table.columns -%}{%- do declared.append((table.source_name, table.name, column)) -%}{%- endfor -%}
    {%- endfor -%}
{%- endif %}
with measure_requirements as (
    select * from {{ ref('measure_requirements') }}
),

raw_columns as (
    {% for source_name, table_name, column_name in declared -%}
        select
            '{{ source_name }}' as source_name,
            '{{ table_name }}' as table_name,
            '{{ column_name }}' as column_name
        union all
    {% endfor -%}
    select
        null as source_name,
        null as table_name,
        null as column_name
)

select distinct
    'seeds/scoring/measure_requirements.csv' as file,
    {{ row_name(['measure_requirements.measure_key', 'measure_requirements.source_name', 'measure_requirements.table_name']) }} as row_key,
    'the raw contract has no ' || measure_requirements.source_name || '.' || measure_requirements.table_name
    || coalesce(' with a column ' || measure_requirements.column_name, '') as problem,
    'correct source_name, table_name or column_name' as remedy
from measure_requirements
left join raw_columns
    on
        measure_requirements.source_name = raw_columns.source_name
        and measure_requirements.table_name = raw_columns.table_name
        and (measure_requirements.column_name is null or measure_requirements.column_name = raw_columns.column_name)
where raw_columns.source_name is null
