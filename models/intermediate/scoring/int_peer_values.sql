with contributions as (
    select * from {{ ref('int_measure_contributions') }}
),

rules as (
    select * from {{ ref('resolved_rules') }}
),

scorecards as (
    select * from {{ ref('int_account_scorecards') }}
),

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

peers as (
    select
        rules.model_version,
        rules.measure_key,
        scorecards.segment,
        scorecards.account_id,
        contributions.measured_value
    from contributions
    inner join rules
        on contributions.rule_number = rules.rule_number
    inner join scorecards
        on
            contributions.as_of_date = scorecards.as_of_date
            and contributions.score_number = scorecards.score_number
    inner join as_of_dates
        on contributions.as_of_date = as_of_dates.as_of_date
    where
        as_of_dates.is_latest_date
        and scorecards.is_champion
        and not scorecards.is_too_new
        and contributions.state = 'observed'
),

-- Every peer stands in the cohort of its segment, if it has one, and in that of all accounts.
in_cohorts as (
    select
        model_version,
        measure_key,
        segment,
        account_id,
        measured_value
    from peers
    where segment is not null
    union all
    select
        model_version,
        measure_key,
        cast(null as {{ type_text() }}) as segment,
        account_id,
        measured_value
    from peers
),

ranked as (
    select
        model_version,
        measure_key,
        segment,
        measured_value,
        row_number() over (partition by model_version, measure_key, segment order by measured_value, account_id) as position,
        count(*) over (partition by model_version, measure_key, segment) as peer_count
    from in_cohorts
),

-- The middle one, or the two middle ones: half their sum is exact in decimals.
final as (
    select
        model_version,
        measure_key,
        segment,

        cast(max(peer_count) as integer) as peer_count,
        cast(
            case when count(*) = 2 then round(sum(measured_value) * 0.5, 10) else sum(measured_value) end as decimal(28, 10)
        ) as median_value
    from ranked
    where 2 * position in (peer_count, peer_count + 1, peer_count + 2)
    group by model_version, measure_key, segment
)

select * from final
