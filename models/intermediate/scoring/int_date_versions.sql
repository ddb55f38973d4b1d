{#- Everything the scoring reads that is of no date: names and reasons too, because scores carry them. -#}
{%- set rules = [
    'measures', 'scoring_models', 'lifecycle_stages', 'scorecards', 'confidence_levels', 'score_exceptions', 'resolved_rules', 'resolved_weights',
    'resolved_curves', 'resolved_bands', 'int_measure_availability',
] -%}

with as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

spine as (
    select * from {{ ref('int_account_spine') }}
),

measured_values as (
    select * from {{ ref('int_measured_values') }}
),

overrides as (
    select * from {{ ref('int_active_overrides') }}
),

{% for rule in rules -%}
    {{ rule }}_rows as (
        select * from {{ ref(rule) }}
    ),

{% endfor -%}

-- One number for all rows of a date, the same for every order of them; of an account only what the scoring reads.
contents as (
    select
        as_of_date,
        'accounts' as part,
        count(*) as row_count,
        sum({{ number_hash(['account_id', 'account_number', 'industry', 'segment', 'tenure_days', 'renews_on', 'seats']) }}) as content
    from spine
    group by as_of_date
    union all
    select
        as_of_date,
        'measured values' as part,
        count(*) as row_count,
        sum({{ number_hash(['account_id', 'measure_key', 'measured_value', 'observed_on', 'sample_size']) }}) as content
    from measured_values
    group by as_of_date
    union all
    select
        as_of_date,
        'overrides' as part,
        count(*) as row_count,
        sum({{ number_hash([
            'account_id', 'objective_key', 'override_id', 'override_direction', 'override_score', 'override_reason', 'override_owner', 'override_expires_on'
        ]) }}) as content
    from overrides
    group by as_of_date
),

rule_fingerprints as (
    {% for rule in rules -%}
        select
            '{{ rule }}' as part,
            {{ rows_fingerprint(rule ~ '_rows') }} as fingerprint
        from {{ rule }}_rows
        {{ 'union all' if not loop.last }}
    {% endfor -%}
),

hashed_rules as (
    select md5({{ sorted_lines("part || ' ' || fingerprint") }}) as rules_content
    from rule_fingerprints
),

dated as (
    select
        as_of_date,
        md5({{ sorted_lines(row_text(['part', 'row_count', 'content'])) }}) as date_content
    from contents
    group by as_of_date
),

-- A step of a score is of two dates: what changed on the one before makes another version of both.
final as (
    select
        as_of_dates.as_of_date,
        md5({{ row_text(['dated.date_content', 'previous.date_content', 'hashed_rules.rules_content']) }}) as date_version
    from as_of_dates
    cross join hashed_rules
    left join dated
        on as_of_dates.as_of_date = dated.as_of_date
    left join dated as previous
        on as_of_dates.previous_as_of_date = previous.as_of_date
)

select * from final
