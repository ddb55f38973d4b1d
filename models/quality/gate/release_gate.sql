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

-- One row per rule whatever could be observed: a rule of which nothing was counted has not passed, and neither has a count that lost its rule.
final as (
    select
        coalesce(gate_rules.rule_key, observations.rule_key) as rule_key,

        coalesce(gate_rules.what_is_counted, 'counted without a rule') as what_is_counted,
        coalesce(gate_rules.remedy, 'Put the rule back into seeds/reference/gate_rules.csv') as remedy,
        coalesce(gate_rules.owner_name, 'Analytics Engineering') as owner_name,
        cast('{{ invocation_id }}' as {{ type_text() }}) as invocation_id,

        observations.observed,
        gate_rules.limit_value,
        observations.where_seen,

        coalesce(observations.observed <= gate_rules.limit_value, false) as is_passed,
        coalesce(gate_rules.may_be_excepted, false) as may_be_excepted
    from gate_rules
    full outer join observations
        on gate_rules.rule_key = observations.rule_key
)

select * from final
