{# Fails with every value that is no key of the other relation; NULL fails too. For a misspelt name of the rulebook the key that looks most
   like it is offered, once for all its rows; elsewhere every row is found. #}
{% test known_key(model, column_name, to, field) %}

{% if is_edited_seed() -%}
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
        '{{ tested_file() }}' as file,
        '{{ column_name }}=' || {{ tested_value('unknown.value_found') }} as row_key,
        'this {{ column_name }} is unknown (in ' || cast(unknown.row_count as {{ type_text() }}) || ' rows)' as problem,
        'use a {{ field }} of {{ to.identifier }}' || coalesce('; the nearest is ' || nearest.known_value, '') as remedy
    from unknown
    left join nearest
        on unknown.value_found = nearest.value_found and nearest.nearness = 1
{%- else -%}
    select
        '{{ tested_file() }}' as file,
        {{ tested_row() }} as row_key,
        'the {{ column_name }} ' || {{ tested_value(column_name) }} || ' is unknown' as problem,
        'land it in {{ to.identifier }}, or correct it where it is used' as remedy
        {{ tested_account() }}
    from {{ model }}
    where
        {{ column_name }} is null
        or {{ column_name }} not in (select {{ field }} from {{ to }} where {{ field }} is not null)
{%- endif %}

{% endtest %}
