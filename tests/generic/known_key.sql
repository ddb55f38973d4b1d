{# Fails with every value that is no key of the other relation, and offers the key that looks most like it; NULL fails too. #}
{% test known_key(model, column_name, to, field) %}

with used as (
    select
        {{ column_name }} as value_found,
        count(*) as row_count
    from {{ model }}
    group by {{ column_name }}
),

known as (
    select distinct {{ field }} as known_value
    from {{ to }}
),

unknown as (
    select
        used.value_found,
        used.row_count
    from used
    left join known on used.value_found = known.known_value
    where known.known_value is null
),

nearest as (
    select
        unknown.value_found,
        known.known_value,
        row_number() over (
            partition by unknown.value_found
            order by {{ edit_distance('unknown.value_found', 'known.known_value') }}, known.known_value
        ) as nearness
    from unknown
    cross join known
)

select
    unknown.value_found,
    unknown.row_count,
    '{{ model.identifier }}' as file,
    coalesce(unknown.value_found, 'empty') as row_key,
    '{{ column_name }} ' || coalesce(unknown.value_found, '(empty)') || ' is unknown' as problem,
    'use a {{ field }} of {{ to.identifier }}; the nearest is ' || coalesce(nearest.known_value, 'none') as remedy
from unknown
left join nearest
    on unknown.value_found = nearest.value_found and nearest.nearness = 1

{% endtest %}
