{#
What: a raw table or a rule of the gate belongs to a team that data_owners does not know.
When it matters: always; when the check fails nobody is told.
How to resolve: add the team to seeds/reference/data_owners.csv, or correct its name where it is used.
#}
with data_owners as (
    select * from {{ ref('data_owners') }}
),

data_sources as (
    select * from {{ ref('data_sources') }}
),

gate_rules as (
    select * from {{ ref('gate_rules') }}
),

named as (
    select
        'seeds/reference/data_sources.csv' as file,
        {{ row_name(['source_name', 'table_name']) }} as row_key,
        owner_name
    from data_sources
    union all
    select
        'seeds/reference/gate_rules.csv' as file,
        {{ row_name(['rule_key']) }} as row_key,
        owner_name
    from gate_rules
)

select
    named.file,
    named.row_key,
    coalesce(named.owner_name, 'nobody') || ' is no team of data_owners' as problem,
    'add the team to seeds/reference/data_owners.csv or correct its name' as remedy
from named
left join data_owners
    on named.owner_name = data_owners.owner_name
where data_owners.owner_name is null
