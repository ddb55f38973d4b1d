with contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

computed_scores as (
    select * from {{ ref('int_computed_scores') }}
),

spine as (
    select * from {{ ref('int_account_spine') }}
),

peer_values as (
    select * from {{ ref('int_peer_values') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

measure_rules as (
    select * from {{ ref('measure_rules') }}
),

sentence_rules as (
    select * from {{ ref('sentence_rules') }}
),

-- Peers are the accounts of the same segment, else all accounts; too few of them are nobody to compare with. Without a computed score nothing was
-- lost or won.
final as (
    select
        computed_scores.account_id,
        computed_scores.objective_key,
        contributions.as_of_date,
        rules.measure_key,

        rules.model_version,
        rules.factor_key,
        contributions.measured_value,
        contributions.sample_size,
        spine.seats,
        coalesce(segment_peers.median_value, all_peers.median_value) as peer_value,
        case measure_rules.curve_shape when 'increasing' then 1 when 'decreasing' then -1 else 0 end as better_direction,

        contributions.measure_score,
        case when computed_scores.computed_score_exact is not null then contributions.contribution end as contribution,
        case when computed_scores.computed_score_exact is not null then contributions.lost_points end as lost_points,

        coalesce(
            computed_scores.computed_score_exact is not null
            and contributions.measure_score < sentence_rules.max_risk_score
            and contributions.lost_points >= sentence_rules.min_lost_points,
            false
        ) as is_risk,
        coalesce(
            computed_scores.computed_score_exact is not null
            and contributions.measure_score >= sentence_rules.min_strength_score
            and contributions.contribution > 0,
            false
        ) as is_strength,
        sentence_rules.is_customer_safe
    from contributions
    inner join computed_scores
        on
            contributions.as_of_date = computed_scores.as_of_date
            and contributions.score_number = computed_scores.score_number
    inner join spine
        on
            computed_scores.account_id = spine.account_id
            and contributions.as_of_date = spine.as_of_date
    inner join rules
        on contributions.rule_number = rules.rule_number
    inner join measure_rules
        on
            rules.model_version = measure_rules.model_version
            and rules.measure_key = measure_rules.measure_key
    inner join sentence_rules
        on rules.measure_key = sentence_rules.measure_key
    left join peer_values as segment_peers
        on
            rules.model_version = segment_peers.model_version
            and rules.measure_key = segment_peers.measure_key
            and spine.segment = segment_peers.segment
            and sentence_rules.min_peers <= segment_peers.peer_count
    left join peer_values as all_peers
        on
            rules.model_version = all_peers.model_version
            and rules.measure_key = all_peers.measure_key
            and all_peers.segment is null
            and sentence_rules.min_peers <= all_peers.peer_count
    where
        computed_scores.is_champion
        and spine.is_latest_date
        and contributions.state = 'observed'
)

select * from final
