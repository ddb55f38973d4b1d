-- What is published, each table under its name; whoever runs this script writes them where they are wanted.
create macro exact(millionths) as cast(cast(millionths as decimal(18, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(9, 6));
create macro published(tenths) as cast(tenths * 0.1 as decimal(4, 1));

create macro confidence_of(status, coverage, tenure_days) as case
    when status <> 'scored' then null
    when coverage >= 8000 and tenure_days >= 90 then 'high' when coverage >= 6500 then 'medium' else 'low'
end;

create table account_health as
with current as (
    select
        account_scores.*, words.* exclude (o, a), trends.slope, before.health_tenths as tenths_before, confirmed.band as confirmed_band, plays.play, plays.play_owner,
        lifts.sentence as lift
    from account_scores
    left join words on account_scores.o = words.o and account_scores.a = words.a
    left join trends on account_scores.o = trends.o and account_scores.a = trends.a
    left join confirmed on account_scores.o = confirmed.o and account_scores.a = confirmed.a
    left join lifts on account_scores.o = 1 and account_scores.a = lifts.a and account_scores.computed is not null
    left join account_scores as before on account_scores.o = before.o and account_scores.a = before.a and before.n = 26
    left join read_csv(seed('scoring/plays')) as plays on
        (plays.measure_key is null or words.risk_key = plays.measure_key) and (plays.health_band is null or account_scores.band = plays.health_band)
    where account_scores.n = 27
    qualify row_number() over (partition by account_scores.o, account_scores.a order by plays.priority) = 1
)

select
    accounts.account_id,
    accounts.account_name,
    parents.account_id as parent_account_id,
    accounts.industry,
    accounts.segment,
    accounts.region,
    accounts.owner_name as account_owner,
    current.lifecycle_stage,
    cast(current.tenure_days as integer) as tenure_days,
    cast(12 * spine.mrr as decimal(18, 2)) as arr,
    'USD' as currency,
    spine.renews_on,
    current.d as as_of_date,
    objectives.objective_key,
    objectives.model_version,
    current.score_status,
    published(current.health_tenths) as health_score,
    published(current.computed_tenths) as computed_score,
    exact(current.health) as health_score_exact,
    published(current.low_tenths) as score_low,
    published(current.high_tenths) as score_high,
    current.band as health_band,
    bands.band_order,
    bands.band_colour,
    case when current.health is not null then current.confirmed_band end as confirmed_band,
    coalesce(case current.band
        when 'critical' then current.low_tenths < 400 and current.high_tenths < 400
        when 'at_risk' then current.low_tenths between 400 and 599 and current.high_tenths between 400 and 599
        when 'watch' then current.low_tenths between 600 and 749 and current.high_tenths between 600 and 749
        when 'healthy' then current.low_tenths >= 750 and current.high_tenths >= 750
    end, false) as is_band_certain,
    cast(coalesce(current.coverage, 0) * 0.0001 as decimal(5, 4)) as coverage,
    confidence_of(current.score_status, current.coverage, current.tenure_days) as confidence,
    published(current.tenths_before) as previous_health_score,
    published(current.health_tenths - current.tenths_before) as score_change,
    case when current.slope >= 7500 then 'rising' when current.slope >= -7500 then 'stable' when current.slope is not null then 'falling' end as trend,
    current.is_overridden,
    current.reason_code as override_reason,
    current.owner as override_owner,
    current.expires_on as override_expires_on,
    current.risk_1 as top_risk_1,
    current.risk_2 as top_risk_2,
    current.risk_3 as top_risk_3,
    current.strength_1 as top_strength_1,
    current.strength_2 as top_strength_2,
    current.strength_3 as top_strength_3,
    current.play as recommended_play,
    current.play_owner,
    current.lift as next_best_lift,
    cast(case when current.band in ('critical', 'at_risk') then 12 * spine.mrr else 0 end as decimal(18, 2)) as arr_at_risk
from current
inner join objectives on current.o = objectives.o
inner join accounts on current.a = accounts.a
inner join spine on current.a = spine.a and spine.n = 27
left join accounts as parents on accounts.parent_account_id = parents.account_id
left join read_csv(seed('scoring/health_bands')) as bands on bands.model_version = '2026.1' and current.band = bands.health_band;

create view account_health_v1 as select * exclude (next_best_lift) from account_health where objective_key = 'retention';
create view account_health_v2 as select * from account_health where objective_key = 'retention';
create view account_health_by_objective_v1 as select * exclude (next_best_lift) from account_health;

create view account_health_history_v1 as
select
    accounts.account_id, objectives.objective_key, scored.d as as_of_date, objectives.model_version, scored.score_status,
    published(scored.health_tenths) as health_score,
    published(scored.computed_tenths) as computed_score,
    exact(scored.health) as health_score_exact,
    published(scored.low_tenths) as score_low,
    published(scored.high_tenths) as score_high,
    scored.band as health_band,
    cast(coalesce(scored.coverage, 0) * 0.0001 as decimal(5, 4)) as coverage,
    confidence_of(scored.score_status, scored.coverage, scored.tenure_days) as confidence,
    scored.is_overridden,
    cast(12 * spine.mrr as decimal(18, 2)) as arr,
    scored.n < 27 as is_reconstructed,
    cast(null as decimal(4, 1)) as restated_score,
    false as is_restated
from account_scores as scored
inner join objectives on scored.o = objectives.o
inner join accounts on scored.a = accounts.a
inner join spine on scored.a = spine.a and scored.n = spine.n;

create view account_health_drivers_v1 as
with drivers as (
    select
        found.o, found.a, 'measure' as driver_type, measures.measure_key, measures.measure_name as driver_name, measures.factor_key, found.state, found.x,
        measures.unit, found.used, found.share, found.contribution, found.lost, found.state <> 'observed' and found.used is not null as is_imputed,
        found.seen_on
    from current_measures as found
    inner join measures on found.m = measures.m
    union all
    select
        account_scores.o, account_scores.a, 'exception', 'exception', rules.reason, null, null, null,
        'points', null, null, account_scores.after_rules - account_scores.computed, null, false, null
    from account_scores
    inner join read_csv(seed('scoring/score_exceptions')) as rules on rules.model_version = '2026.1' and account_scores.rule = rules.exception_key
    where account_scores.n = 27
    union all
    select
        o, a, 'override', 'override', reason_code, null, null, null,
        'points', null, null, health - coalesce(after_rules, 0), null, false, null
    from account_scores
    where n = 27 and is_overridden
)

select
    accounts.account_id, objectives.objective_key, getvariable('as_of') as as_of_date, objectives.model_version,
    drivers.driver_type, drivers.measure_key, drivers.driver_name, drivers.factor_key, drivers.state,
    cast(drivers.x as decimal(28, 10)) as measured_value,
    drivers.unit,
    exact(drivers.used) as measure_score,
    cast(cast(drivers.share as decimal(18, 0)) * cast(0.0000000001 as decimal(10, 10)) as decimal(12, 10)) as effective_weight,
    exact(drivers.contribution) as contribution,
    exact(drivers.lost) as lost_points,
    drivers.is_imputed,
    drivers.seen_on as observed_on
from drivers
inner join accounts on drivers.a = accounts.a
inner join objectives on drivers.o = objectives.o;

-- From one date to the next, both under one version: the rulebook has not changed since the first date.
create table steps as
select
    coalesce(later.o, earlier.o) as o, coalesce(later.a, earlier.a) as a, coalesce(later.n, earlier.n + 1) as n,
    earlier.a is not null as was_there, later.a is not null as is_there,
    earlier.health as health_before, later.health, earlier.computed as computed_before, later.computed,
    case
        when later.health is null then 'left'
        when earlier.health is null and later.computed is not null then 'entered'
        when earlier.computed is null or later.computed is null then 'set_on_unscored'
        else 'attributed'
    end as kind
from (select * from account_scores where n > 1) as later
full join (select * from account_scores where n < 27) as earlier on later.o = earlier.o and later.a = earlier.a and later.n = earlier.n + 1
where later.health is not null or earlier.health is not null;

create view account_health_changes_v1 as
with in_sum as (
    select o, a, n, m, is_observed, used, share, contribution from contributions where share is not null
),

moved as (
    select
        coalesce(later.o, earlier.o) as o, coalesce(later.a, earlier.a) as a, coalesce(later.n, earlier.n + 1) as n, coalesce(later.m, earlier.m) as m,
        coalesce(earlier.is_observed and later.is_observed, false) as is_observed_on_both,
        coalesce(later.contribution, 0) - coalesce(earlier.contribution, 0) as change,
        (earlier.share + later.share) * (later.used - earlier.used) as pull,
        cast((abs(pull) + 10000000000) // 20000000000 * sign(pull) as bigint) as behaviour
    from (select * from in_sum where n > 1) as later
    full join (select * from in_sum where n < 27) as earlier
        on later.o = earlier.o and later.a = earlier.a and later.m = earlier.m and later.n = earlier.n + 1
    where earlier.used is distinct from later.used or earlier.share is distinct from later.share or earlier.is_observed is distinct from later.is_observed
),

parts as (
    select
        o, a, n, m,
        unnest(case when is_observed_on_both then ['behaviour', 'weighting'] else ['coverage'] end) as part,
        unnest(case when is_observed_on_both then [behaviour, change - behaviour] else [change] end) as points
    from moved
),

all_parts as (
    select steps.o, steps.a, steps.n, parts.part, parts.m, parts.points
    from parts
    inner join steps on parts.o = steps.o and parts.a = steps.a and parts.n = steps.n and steps.kind = 'attributed'
    where parts.points <> 0
    union all
    select
        o, a, n,
        unnest(case kind when 'attributed' then ['configuration', 'rule_and_override'] else [kind] end),
        null,
        unnest(case kind when 'attributed' then [0, (health - computed) - (health_before - computed_before)] else [health - health_before] end)
    from steps
)

select
    accounts.account_id, objectives.objective_key, grid.d as as_of_date, before.d as previous_as_of_date,
    all_parts.part as part_type, measures.measure_key, measures.measure_name, measures.factor_key,
    exact(all_parts.points) as points,
    exact(steps.health_before) as previous_health_score_exact,
    exact(steps.health) as health_score_exact,
    case when steps.was_there then objectives.model_version end as previous_model_version,
    case when steps.is_there then objectives.model_version end as model_version
from all_parts
inner join steps on all_parts.o = steps.o and all_parts.a = steps.a and all_parts.n = steps.n
inner join accounts on all_parts.a = accounts.a
inner join objectives on all_parts.o = objectives.o
inner join grid on all_parts.n = grid.n
inner join grid as before on all_parts.n = before.n + 1
left join measures on all_parts.m = measures.m;

create view account_health_customer_view_v1 as
with facts as (
    select
        a,
        string_agg(sentence, ' ' order by sentence) filter (factor_key = 'adoption') as adoption,
        string_agg(sentence, ' ' order by sentence) filter (factor_key = 'engagement') as engagement
    from spoken
    where sentence_type = 'fact'
    group by a
)

select
    accounts.account_id, accounts.account_name, spine.d as as_of_date, facts.adoption, facts.engagement,
    words.goes_well_1 as what_goes_well_1,
    words.goes_well_2 as what_goes_well_2,
    words.goes_well_3 as what_goes_well_3,
    words.can_do_1 as what_you_can_do_1,
    words.can_do_2 as what_you_can_do_2,
    words.can_do_3 as what_you_can_do_3
from spine
inner join accounts on spine.a = accounts.a
left join facts on spine.a = facts.a
left join words on words.o = 1 and spine.a = words.a
where spine.n = 27;
