{%- set columns = {
    'source_name': type_text(),
    'table_name': type_text(),
    'column_name': type_text(),
    'accepted_rows': 'bigint',
    'nonzero_rows': 'bigint',
    'null_share': 'decimal(9, 6)',
    'zero_share': 'decimal(9, 6)',
    'magnitude': 'decimal(9, 4)',
} -%}

with released as (
    select * from {{ last_release('quality', 'column_profile', columns) }} as last_release
),

final as (
    select
        {{ columns.keys() | join(',\n        ') }}
    from released
)

select * from final
