{%- set columns = {
    'account_id': type_text(),
    'objective_key': type_text(),
    'as_of_date': 'date',
    'model_version': type_text(),
    'rules_hash': type_text(),
    'score_status': type_text(),
    'health_score': 'decimal(4, 1)',
    'computed_score': 'decimal(4, 1)',
    'health_score_exact': 'decimal(9, 6)',
    'score_low': 'decimal(4, 1)',
    'score_high': 'decimal(4, 1)',
    'health_band': type_text(),
    'coverage': 'decimal(5, 4)',
    'confidence': type_text(),
    'is_overridden': 'boolean',
    'arr': 'decimal(18, 2)',
    'published_release': type_text(),
    'is_reconstructed': 'boolean',
    'restated_score': 'decimal(4, 1)',
    'is_restated': 'boolean',
} -%}

with released as (
    select * from {{ last_release('published', 'account_health_history_v1', columns) }} as last_release
    where {{ is_not_erased('account_id') }}
),

final as (
    select
        {{ columns.keys() | join(',\n        ') }}
    from released
)

select * from final
