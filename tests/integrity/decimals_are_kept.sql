{#
What: a column keeps fewer (or more) decimals than the rules say, so every value in it was rounded on the way.
When it matters: always; cents are lost, bands are missed by a rounding, and a sum of rounded parts is another sum.
How to resolve: correct the cast of the column in its model.

A value is asked how it is written: a decimal is written with all places of its type. The largest of a column stands for all, they have one type.
#}
{{ config(group='scoring') }}
{%- set places = {
    'models/staging/billing/base_billing__invoices': {'amount': 2},
    'models/staging/billing/base_billing__subscriptions': {'mrr': 2},
    'models/staging/crm/base_crm__opportunities': {'amount': 2},
    'models/rulebook/resolved_bands': {'lower_bound': 1, 'upper_bound': 1},
    'models/rulebook/resolved_weights': {'factor_weight': 4, 'measure_weight': 4, 'nominal_weight': 8},
    'models/intermediate/spine/int_account_spine': {'mrr': 2, 'arr': 2},
    'models/intermediate/measures/inputs/int_text_polarity': {'polarity': 4},
    'models/intermediate/scoring/int_cohort_medians': {'median_score': 6},
    'models/intermediate/scoring/int_peer_values': {'median_value': 10},
    'models/intermediate/scoring/int_account_totals': {'contribution_sum': 6, 'lowest_sum': 6, 'highest_sum': 6, 'coverage': 4},
    'models/intermediate/scoring/int_limited_scores': {'health_score_exact': 6, 'score_low_exact': 6, 'score_high_exact': 6},
    'models/intermediate/scoring/int_measure_contributions': {'effective_weight': 10, 'contribution': 6, 'lowest_contribution': 6, 'highest_contribution': 6},
    'models/intermediate/scoring/int_score_steps': {'score_change_exact': 6, 'configuration_points': 6},
    'models/marts/fct_account_health': {'score_change': 1, 'arr_at_risk': 2},
    'models/marts/fct_next_best_lifts': {'reachable_score': 6, 'points_gained': 6},
    'models/marts/fct_score_trends': {'trend_slope': 4},
    'models/quality/drift/measure_drift': {'weight_applicable': 8, 'sd_before': 6, 'sd_now': 6, 'mean_shift': 6, 'shape_shift': 6},
    'models/quality/source_days': {'accepted_share': 6, 'duplicate_share': 6, 'quarantined_share': 6, 'orphan_share': 6},
    'models/quality/source_scorecard': {'duplicate_share': 6, 'reject_share': 6, 'orphan_share': 6, 'copied_share': 6, 'null_share': 6, 'zero_share': 6},
    'models/quality/column_profile': {'null_share': 6, 'zero_share': 6, 'magnitude': 4, 'recent_null_share_change': 6, 'recent_magnitude_change': 4},
} -%}
with written as (
    {% for path, columns in places.items() -%}
        {% set first_of_model = loop.first -%}
        {% for column, decimals in columns.items() -%}
            {{ 'union all' if not (first_of_model and loop.first) }}
            select
                '{{ path }}.sql' as file,
                '{{ column }}' as column_name,
                '%.{{ '_' * decimals }}' as pattern,
                cast(max({{ column }}) as {{ type_text() }}) as example
            from {{ ref(path.split('/') | last) }}
        {% endfor -%}
    {% endfor %}
)

select
    file,
    column_name as row_key,
    column_name || ' is written ' || example as problem,
    'correct the cast of the column in its model' as remedy
from written
where example not like pattern
