-- Weights depend only on the scorecard and on which measures are in the sum: a few thousand sets, however many accounts. The second objective has one
-- scorecard, which is called after it.
create table objectives as
select * from (values (1, 'retention', '2026.1'), (2, 'expansion', '2026.1-expansion')) as objectives(o, objective_key, model_version);

create macro ten_thousandths(weight) as cast(round(weight * 10000) as bigint);
create table factor_weights as
select case model_version when '2026.1' then scorecard_key else 'expansion' end as card, factor_key, ten_thousandths(weight) as weight
from read_csv(seed('scoring/factor_weights')) where model_version in ('2026.1', '2026.1-expansion');
create table measure_weights as
select case model_version when '2026.1' then scorecard_key else 'expansion' end as card, measure_key, ten_thousandths(weight) as weight
from read_csv(seed('scoring/measure_weights')) where model_version in ('2026.1', '2026.1-expansion');
create table weights as
select
    cards.card, measures.m, measures.factor_key,
    coalesce(own_factor.weight, default_factor.weight, 0) as factor_weight,
    coalesce(own_measure.weight, default_measure.weight, 0) as measure_weight
from (select unnest(['default', 'enterprise', 'onboarding', 'expansion']) as card) as cards
cross join measures
left join factor_weights as own_factor on cards.card = own_factor.card and measures.factor_key = own_factor.factor_key
left join factor_weights as default_factor on default_factor.card = 'default' and measures.factor_key = default_factor.factor_key
left join measure_weights as own_measure on cards.card = own_measure.card and measures.measure_key = own_measure.measure_key
left join measure_weights as default_measure on default_measure.card = 'default' and measures.measure_key = default_measure.measure_key;

-- Which measures are in the sum and which apply, a bit each; and the three caps of the rulebook: a champion who left, half of the invoices overdue,
-- the lowest pulse.
create table sets as
with found as (
    select
        a, n,
        bit_or(case when used is not null then 1 << m else 0 end) as in_sum,
        bit_or(case when state <> 'not_applicable' then 1 << m else 0 end) as applies,
        bool_or(state = 'observed' and m = 15 and x > 0.5) as is_overdue,
        bool_or(state = 'observed' and m = 3 and x = 1) as has_lost_champion,
        bool_or(state = 'observed' and m = 1 and x = 1) as is_alarmed
    from filled group by a, n
)

select
    objectives.o, found.*,
    case objectives.o when 1 then cards.scorecard else 'expansion' end as card
from found
inner join cards on found.a = cards.a and found.n = cards.n
cross join objectives;

create table shares as
with members as (
    select sets.card, sets.members, weights.m, weights.factor_key, weights.factor_weight, weights.measure_weight
    from (select card, in_sum as members from sets union select card, applies from sets) as sets
    inner join weights on sets.card = weights.card and (sets.members >> weights.m) & 1 = 1
    where weights.factor_weight * weights.measure_weight > 0
),

factors as (
    select card, members, factor_key, any_value(factor_weight) as factor_weight, sum(measure_weight) as measure_weight from members group by all
),

divisors as (
    select card, members, factor_key, cast(measure_weight * sum(factor_weight) over (partition by card, members) as bigint) as divisor from factors
)

-- In units of the tenth decimal; weights are in ten-thousandths.
select
    members.card, members.members, members.m,
    members.factor_weight * members.measure_weight as nominal,
    cast((2 * cast(members.factor_weight * members.measure_weight as hugeint) * 10000000000 + divisors.divisor) // (2 * divisors.divisor) as bigint) as share
from members
inner join divisors on members.card = divisors.card and members.members = divisors.members and members.factor_key = divisors.factor_key;

-- Of what applies and weighs something.
create table contributions as
select
    sets.o, filled.a, filled.n, filled.m, filled.state = 'observed' as is_observed, filled.used,
    in_sum.share,
    (in_sum.share * filled.used + 5000000000) // 10000000000 as contribution,
    (in_sum.share * (100000000 - filled.used) + 5000000000) // 10000000000 as lost,
    (full_share.share * coalesce(filled.score, 0) + 5000000000) // 10000000000 as lowest,
    (full_share.share * coalesce(filled.score, 100000000) + 5000000000) // 10000000000 as highest,
    full_share.nominal
from filled
inner join sets on filled.a = sets.a and filled.n = sets.n and filled.o in (0, sets.o)
inner join shares as full_share on sets.card = full_share.card and sets.applies = full_share.members and filled.m = full_share.m
left join shares as in_sum on sets.card = in_sum.card and sets.in_sum = in_sum.members and filled.m = in_sum.m;

create macro held(score, floor, cap) as case
    when score is null then null when cap < score or cap < floor then cap when floor > score then floor else score
end;

create table account_scores as
with totals as (
    select
        o, a, n,
        cast(sum(contribution) as bigint) as computed, cast(sum(lowest) as bigint) as lowest, cast(sum(highest) as bigint) as highest,
        cast(coalesce(sum(nominal) filter (is_observed), 0) as bigint) as observed_weight,
        cast(sum(nominal) as bigint) as applicable_weight
    from contributions group by o, a, n
),

judged as (
    select
        sets.o, cards.*,
        (20000 * totals.observed_weight + totals.applicable_weight) // nullif(2 * totals.applicable_weight, 0) as coverage,
        case when cards.is_too_new then 'too_new' when coverage is null or coverage < 5000 or totals.computed is null then 'insufficient_data' else 'scored' end
            as computed_status,
        case when computed_status = 'scored' then totals.computed end as computed,
        case when computed_status = 'scored' then totals.lowest end as lowest,
        case when computed_status = 'scored' then totals.highest end as highest,
        case when sets.is_overdue then 'heavily_overdue' when sets.has_lost_champion then 'champion_left' when sets.is_alarmed then 'team_alarm' end as rule,
        case when rule = 'heavily_overdue' then 49000000 when rule is not null then 59000000 end as cap
    from sets
    inner join cards on sets.a = cards.a and sets.n = cards.n
    left join totals on sets.o = totals.o and sets.a = totals.a and sets.n = totals.n
),

overrides as (
    select
        objectives.o, accounts.a, grid.n, landed.direction, cast(landed.value * 1000000 as bigint) as value, landed.reason_code, landed.owner, landed.expires_on
    from read_csv(landed('crm/score_overrides.csv')) as landed
    inner join accounts on landed.account_id = accounts.account_id
    inner join grid on landed.starts_on <= grid.d and landed.expires_on > grid.d
    inner join objectives on coalesce(landed.objective_key, objectives.objective_key) = objectives.objective_key
    qualify row_number() over (partition by objectives.o, accounts.a, grid.n order by landed.starts_on desc, landed.override_id desc) = 1
),

limited as (
    select
        judged.*,
        held(judged.computed, null, judged.cap) as after_rules,
        overrides.a is not null as is_overridden,
        overrides.direction,
        overrides.reason_code,
        overrides.owner,
        overrides.expires_on,
        case when overrides.direction in ('floor', 'set') then overrides.value end as override_floor,
        case when overrides.direction in ('cap', 'set') then overrides.value end as override_cap,
        case when overrides.direction = 'set' then overrides.value else held(after_rules, override_floor, override_cap) end as health,
        held(held(judged.lowest, null, judged.cap), override_floor, override_cap) as low,
        held(held(judged.highest, null, judged.cap), override_floor, override_cap) as high
    from judged
    left join overrides on judged.o = overrides.o and judged.a = overrides.a and judged.n = overrides.n
)

-- Published scores are in tenths.
select
    *,
    case when health is null then computed_status else 'scored' end as score_status,
    (health + 50000) // 100000 as health_tenths,
    (low + 50000) // 100000 as low_tenths,
    (high + 50000) // 100000 as high_tenths,
    (computed + 50000) // 100000 as computed_tenths,
    case
        when health is null then computed_status
        when health_tenths < 400 then 'critical' when health_tenths < 600 then 'at_risk' when health_tenths < 750 then 'watch' else 'healthy'
    end as band
from limited;

create table confirmed as
with scored as (
    select o, a, n, band, lag(n) over dates as previous_n, lag(band) over dates as previous_band
    from account_scores
    where score_status = 'scored'
    window dates as (partition by o, a order by n)
)

select o, a, arg_max(band, n) as band
from scored
where previous_n is null or previous_n <> n - 1 or previous_band = band
group by o, a;

-- Least squares over the last five dates; points are in millionths, the slope in ten-thousandths of a point a week.
create table trends as
with sums as (
    select
        o, a, count(*) as dates, count(health) as scores,
        sum(d - getvariable('first_monday')) as x, sum((d - getvariable('first_monday')) ** 2) as xx,
        sum(cast(health as hugeint)) as y,
        sum(cast(health as hugeint) * (d - getvariable('first_monday'))) as xy
    from account_scores where n >= 23 group by o, a
),

slopes as (
    select o, a, 7 * (5 * xy - x * y) as rise, cast(5 * xx - x * x as hugeint) as width from sums where dates = 5 and scores = 5
)

select o, a, ((2 * abs(rise) * 10000 + width * 1000000) // (2 * width * 1000000)) * sign(rise) as slope from slopes;
