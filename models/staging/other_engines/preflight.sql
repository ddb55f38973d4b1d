-- The twin of preflight.py for engines that run no Python. It says which columns are landed and refuses what lacks a required one; what the files hold is
-- judged by `./run build` before dbt starts. Every raw table waits for this model, and this model waits for the rulebook and its tests, as there:
-- depends_on: {{ ref('rulebook_versions') }}
-- depends_on: {{ ref('resolved_bands') }}
-- depends_on: {{ ref('resolved_curves') }}
-- depends_on: {{ ref('resolved_rules') }}
-- depends_on: {{ ref('resolved_weights') }}
-- depends_on: {{ ref('stg_release__account_health_history') }}
-- depends_on: {{ ref('stg_release__published_columns') }}
-- depends_on: {{ ref('customer_view_columns') }}
-- depends_on: {{ ref('factors') }}
-- depends_on: {{ ref('measure_requirements') }}
-- depends_on: {{ ref('measure_sentences') }}
-- depends_on: {{ ref('model_approvals') }}
-- depends_on: {{ ref('objective_approvers') }}
-- depends_on: {{ ref('objectives') }}
-- depends_on: {{ ref('plays') }}
-- depends_on: {{ ref('sentence_rules') }}
-- depends_on: {{ ref('weight_limits') }}
-- depends_on: {{ ref('account_merges') }}
-- depends_on: {{ ref('check_acknowledgements') }}
-- depends_on: {{ ref('competitor_words') }}
-- depends_on: {{ ref('data_owners') }}
-- depends_on: {{ ref('data_sources') }}
-- depends_on: {{ ref('enum_map') }}
-- depends_on: {{ ref('erased_accounts') }}
-- depends_on: {{ ref('excluded_accounts') }}
-- depends_on: {{ ref('expectation_limits') }}
-- depends_on: {{ ref('fx_rates') }}
-- depends_on: {{ ref('gate_exceptions') }}
-- depends_on: {{ ref('gate_rules') }}
-- depends_on: {{ ref('negation_words') }}
-- depends_on: {{ ref('reject_reasons') }}
-- depends_on: {{ ref('sentiment_words') }}
with landed as (
    select * from {{ landed_contract() }} as landed_contract
),

final as (
    select
        source_name,
        table_name,
        column_name,

        is_on,
        is_landed,
        column_position,
        column_type,
        is_filled_later
    from landed
)

select * from final
