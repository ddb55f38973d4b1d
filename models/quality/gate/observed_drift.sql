with measure_requirements as (
    select * from {{ ref('measure_requirements') }}
),

source_scorecard as (
    select * from {{ ref('source_scorecard') }}
),

-- A late feed is said, degrades its measures and is blocked in the end by sources_too_old; until then, and when it comes back, it does not drift.
late_measures as (
    select distinct measure_requirements.measure_key
    from measure_requirements
    inner join source_scorecard
        on
            measure_requirements.source_name = source_scorecard.source_name
            and measure_requirements.table_name = source_scorecard.table_name
    where source_scorecard.status = 'late' or source_scorecard.released_status = 'late'
),

measure_drift as (
    select *
    from {{ ref('measure_drift') }}
    where measure_key not in (select late_measures.measure_key from late_measures)
),

gate_rules as (
    select * from {{ ref('gate_rules') }}
),

-- What is judged of each measure by each rule, where enough accounts can be compared. What a whole industry shares moves for all its accounts at
-- once, as it should; a measure whose table is switched off was meant to go.
judged as (
    select
        gate_rules.rule_key,
        gate_rules.limit_value,
        measure_drift.measure_key || ' of ' || coalesce(measure_drift.fed_by, 'billing.subscriptions')
        || ' (mean ' || coalesce({{ number_text('cast(round(measure_drift.mean_before, 3) as decimal(18, 3))') }}, 'none')
        || ' to ' || coalesce({{ number_text('cast(round(measure_drift.mean_now, 3) as decimal(18, 3))') }}, 'none')
        || ', accounts with a value ' || cast(measure_drift.valued_before as {{ type_text() }})
        || ' to ' || cast(measure_drift.valued_now as {{ type_text() }}) || ')' as place,
        case gate_rules.rule_key
            when 'measure_mean_shift'
                then case when not measure_drift.is_shared and measure_drift.compared_accounts >= gate_rules.min_accounts then measure_drift.mean_shift end
            when 'measure_shape_shift'
                then case when not measure_drift.is_shared and measure_drift.compared_accounts >= gate_rules.min_accounts then measure_drift.shape_shift end
            when 'measure_unit_change'
                then case when not measure_drift.is_shared and measure_drift.scaled_accounts >= gate_rules.min_accounts then measure_drift.unit_factor end
            when 'measures_gone_silent'
                then case
                        when measure_drift.is_switched_off then 0
                        when measure_drift.valued_before >= gate_rules.min_accounts and measure_drift.valued_now = 0 then 1
                        when measure_drift.nonzero_before >= gate_rules.min_accounts and measure_drift.nonzero_now = 0 then 1
                        else 0
                    end
            when 'coverage_drop' then measure_drift.weight_lost
        end as figure
    from measure_drift
    cross join gate_rules
    where gate_rules.rule_key in ('coverage_drop', 'measure_mean_shift', 'measure_shape_shift', 'measure_unit_change', 'measures_gone_silent')
),

coverage as (
    select
        {{ exact_quotient('sum(weight_lost)', 'sum(weight_applicable)', 6) }} as lost_share,
        max(accounts) as accounts
    from measure_drift
),

-- Nothing compared is no drift: the first release has none before it, and a few accounts say nothing.
observations as (
    select
        gate_rules.rule_key,
        case gate_rules.rule_key
            when 'coverage_drop'
                then max(case when coverage.accounts >= gate_rules.min_accounts and coverage.lost_share > 0 then coverage.lost_share else 0 end)
            when 'measures_gone_silent' then sum(coalesce(judged.figure, 0))
            else max(coalesce(judged.figure, 0))
        end as observed
    from gate_rules
    cross join coverage
    left join judged
        on gate_rules.rule_key = judged.rule_key
    where gate_rules.rule_key in ('coverage_drop', 'measure_mean_shift', 'measure_shape_shift', 'measure_unit_change', 'measures_gone_silent')
    group by gate_rules.rule_key
),

places as (
    select
        judged.rule_key,
        judged.place,
        judged.figure as weight
    from judged
    where (judged.rule_key = 'coverage_drop' and judged.figure > 0) or judged.figure > judged.limit_value
),

seen as (
    select * from {{ worst_places('places') }} as worst_places
),

final as (
    select
        observations.rule_key,

        cast(observations.observed as decimal(18, 6)) as observed,
        seen.where_seen
    from observations
    left join seen
        on observations.rule_key = seen.rule_key
)

select * from final
