{#
What: a published table of the last release would be gone, or would lose, gain or retype a column under the name it already has.
When it matters: always; the reports and feeds that read that version break, or change without a word.
How to resolve: put the column back as it was in models/published/<table>; another shape goes into a version of its own beside it:
  <table>_v2.sql, `- v: 2` in the YAML, latest_version, and a line in models/published/releases.py. A table that no reader needs any more, its
  deprecation_date past, is named in the var retired_tables (dbt_project.yml).
#}
with released as (
    select * from {{ ref('stg_release__published_columns') }}
),

declared as (
    select * from {{ declared_columns() }} as declared_columns
),

declared_tables as (
    select * from {{ declared_tables() }} as declared_tables
),

removed as (
    select distinct
        released.table_name,
        'all' as column_name,
        'readers have this table and it is gone' as problem
    from released
    left join declared_tables
        on released.table_name = declared_tables.table_name
    where declared_tables.table_name is null
),

known_tables as (
    select distinct released.table_name
    from released
    inner join declared
        on released.table_name = declared.table_name
),

lost_or_retyped as (
    select
        released.table_name,
        released.column_name,
        case
            when declared.column_name is null then 'readers have this column and it is gone'
            else 'readers have this column as ' || released.column_type || ', it is ' || declared.column_type || ' now'
        end as problem
    from released
    inner join known_tables
        on released.table_name = known_tables.table_name
    left join declared
        on
            released.table_name = declared.table_name
            and released.column_name = declared.column_name
    where
        declared.column_name is null
        or declared.column_type <> released.column_type
),

gained as (
    select
        declared.table_name,
        declared.column_name,
        'the version was published without this column' as problem
    from declared
    inner join known_tables
        on declared.table_name = known_tables.table_name
    left join released
        on
            declared.table_name = released.table_name
            and declared.column_name = released.column_name
    where released.column_name is null
),

changed as (
    select * from removed
    union all
    select * from lost_or_retyped
    union all
    select * from gained
)

select
    'models/published' as file,
    {{ row_name(['table_name', 'column_name']) }} as row_key,
    problem,
    'put it back as it was; another shape goes into a new version beside this one (CONTRIBUTING.md, Change a published table)' as remedy
from changed
