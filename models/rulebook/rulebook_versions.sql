{#- The judging columns of every rulebook seed; names, notes and colours judge nothing. -#}
{%- set judging_columns = {
    'scorecards': ['scorecard_key', 'priority', 'segment', 'industry', 'lifecycle_stage'],
    'measure_rules': ['measure_key', 'basis', 'validity_days', 'missing_policy'],
    'curves': ['scorecard_key', 'measure_key', 'point_order', 'x', 'y'],
    'factor_weights': ['scorecard_key', 'factor_key', 'weight'],
    'measure_weights': ['scorecard_key', 'measure_key', 'weight'],
    'health_bands': ['health_band', 'band_order', 'lower_bound', 'upper_bound', 'counts_as_at_risk'],
    'confidence_levels': ['confidence', 'priority', 'min_coverage', 'min_tenure_days'],
    'lifecycle_stages': ['lifecycle_stage', 'priority', 'tenure_below_days', 'renewal_within_days'],
    'trend_labels': ['trend_label', 'priority', 'min_slope'],
    'score_exceptions': ['exception_key', 'measure_key', 'operator', 'threshold', 'direction', 'limit_score'],
    'scoring_models': ['objective_key', 'grace_days', 'min_coverage', 'min_cohort'],
} -%}

with measures as (
    select * from {{ ref('measures') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

versions as (
    select * from {{ ref('scoring_models') }}
),

catalogue_lines as (
    select
        measure_rules.model_version,
        concat_ws('|', 'measures', {{ row_text(['measures.measure_key', 'measures.factor_key', 'measures.needs_seats', 'measures.min_tenure_days']) }}) as line
    from measure_rules
    inner join measures
        on measure_rules.measure_key = measures.measure_key
),

rule_lines as (
    select * from catalogue_lines
    {% for seed, columns in judging_columns.items() -%}
        union all
        select
            model_version,
            concat_ws('|', '{{ seed }}', {{ row_text(columns) }}) as line
        from {{ ref(seed) }}
    {% endfor %}
),

hashed as (
    select
        model_version,
        md5({{ sorted_lines('line') }}) as rules_hash
    from rule_lines
    group by model_version
),

final as (
    select
        versions.model_version,
        versions.objective_key,
        versions.status,
        versions.valid_from,
        versions.valid_to,
        hashed.rules_hash
    from versions
    inner join hashed
        on versions.model_version = hashed.model_version
)

select * from final
