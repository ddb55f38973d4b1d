-- The gate waits for everything that is tested, also where it does not read it (its unit test names each of them too):
-- depends_on: {{ ref('fct_factor_scores') }}
-- depends_on: {{ ref('fct_account_health_history') }}
-- depends_on: {{ ref('fct_score_changes') }}
-- depends_on: {{ ref('fct_customer_view') }}
-- depends_on: {{ ref('fct_next_best_lifts') }}
-- depends_on: {{ ref('quarantine') }}
-- depends_on: {{ ref('key_conflicts') }}
with gate_rules as (
    select * from {{ ref('gate_rules') }}
),

observations as (
    select * from {{ ref('gate_observations') }}
),

gate_exceptions as (
    select * from {{ ref('gate_exceptions') }}
),

-- What somebody reviewed and answers for, for this as-of date only. tests/config judges the rows; none but a complete one counts here all the same.
reviewed as (
    select
        gate_exceptions.rule_key,
        gate_exceptions.reason,
        gate_exceptions.author,
        gate_exceptions.expires_on
    from gate_exceptions
    inner join gate_rules
        on gate_exceptions.rule_key = gate_rules.rule_key
    where
        gate_rules.may_be_excepted
        and gate_exceptions.as_of_date = {{ as_of_date_literal() }}
        and gate_exceptions.expires_on >= {{ as_of_date_literal() }}
        and gate_exceptions.reason is not null
        and gate_exceptions.author is not null
),

-- One row per rule whatever could be observed: a rule of which nothing was counted has not passed, and neither has a count that lost its rule.
judged as (
    select
        coalesce(gate_rules.rule_key, observations.rule_key) as rule_key,
        coalesce(gate_rules.what_is_counted, 'counted without a rule') as what_is_counted,
        coalesce(gate_rules.remedy, 'Put the rule back into seeds/reference/gate_rules.csv') as remedy,
        coalesce(gate_rules.owner_name, 'Analytics Engineering') as owner_name,
        coalesce(gate_rules.may_be_excepted, false) as may_be_excepted,
        gate_rules.limit_value,
        observations.observed,
        observations.where_seen,
        coalesce(observations.observed <= gate_rules.limit_value, false) as is_within_limit
    from gate_rules
    full outer join observations
        on gate_rules.rule_key = observations.rule_key
),

final as (
    select
        judged.rule_key,

        judged.what_is_counted,
        judged.remedy,
        judged.owner_name,
        cast('{{ invocation_id }}' as {{ type_text() }}) as invocation_id,

        judged.observed,
        judged.limit_value,
        judged.where_seen,

        judged.is_within_limit or reviewed.rule_key is not null as is_passed,
        judged.may_be_excepted,
        not judged.is_within_limit and reviewed.rule_key is not null as is_excepted,
        case when not judged.is_within_limit then reviewed.reason end as exception_reason,
        case when not judged.is_within_limit then reviewed.author end as exception_author,
        case when not judged.is_within_limit then reviewed.expires_on end as exception_expires_on
    from judged
    left join reviewed
        on judged.rule_key = reviewed.rule_key
)

select * from final
