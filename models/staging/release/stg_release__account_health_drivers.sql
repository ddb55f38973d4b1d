{%- set columns = {
    'account_id': type_text(),
    'objective_key': type_text(),
    'as_of_date': 'date',
    'driver_type': type_text(),
    'measure_key': type_text(),
    'state': type_text(),
    'measured_value': 'decimal(28, 10)',
    'measure_score': 'decimal(9, 6)',
} -%}

with released as (
    select * from {{ last_release('published', 'account_health_drivers_v1', columns) }} as last_release
),

final as (
    select
        {{ columns.keys() | join(',\n        ') }}
    from released
)

select * from final
