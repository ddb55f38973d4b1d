{%- set columns = {
    'source_name': type_text(),
    'table_name': type_text(),
    'is_on': 'boolean',
    'landed_rows': 'bigint',
    'accepted_rows': 'bigint',
    'copied_share': 'decimal(9, 6)',
    'status': type_text(),
} -%}

with released as (
    select * from {{ last_release('quality', 'source_scorecard', columns) }} as last_release
),

final as (
    select
        {{ columns.keys() | join(',\n        ') }}
    from released
)

select * from final
