{#
What: the last play is not for everybody, or there is none.
When it matters: always; an account could be left without anything to do.
How to resolve: end seeds/scoring/plays.csv with a row whose measure_key and health_band are empty, with the highest priority.
#}
with plays as (
    select * from {{ ref('plays') }}
),

last_priority as (
    select max(priority) as priority
    from plays
)

select
    'seeds/scoring/plays.csv' as file,
    'priority=' || coalesce(cast(last_priority.priority as {{ type_text() }}), '(no row)') as row_key,
    'the last play is not for everybody' as problem,
    'end with a play whose measure_key and health_band are empty' as remedy
from last_priority
left join plays
    on
        last_priority.priority = plays.priority
        and plays.measure_key is null
        and plays.health_band is null
where plays.priority is null
