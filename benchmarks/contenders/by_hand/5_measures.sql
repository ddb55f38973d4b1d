-- The measures by number, in the order of their names; a row each.
create table measures as
select cast(row_number() over (order by measure_key) as integer) as m, * from read_csv(seed('scoring/measures'));

create table measured as
select
    shown.a, shown.n, shown.d, shown.industry, shown.segment, shown.seats, shown.tenure_days, shown.renews_on,
    unnest(range(1, 23)) as m,
    unnest([
        cast(pulse as decimal(18, 10)),
        ratio(users_28, seats),
        cast(case when champions_left > 0 and champions = 0 then 1 else 0 end as decimal(18, 10)),
        cast(rivals as decimal(18, 10)),
        cast(engaged as decimal(18, 10)),
        ratio(csat_points, 4 * csat_answers),
        cast(d - coalesce(used, tenure_started_on) as decimal(18, 10)),
        cast(d - coalesce(met, tenure_started_on) as decimal(18, 10)),
        ratio(features_28, clocks.features),
        outlooks.direction,
        ratio(users_90, seats),
        resolutions.hours,
        wide_ratio(cast(mrr * 100 as bigint) - mrr_before, mrr_before),
        ratio(nps_stance, nps_answers),
        wide_ratio(overdue, issued),
        ratio(failures, payments),
        cast(case when champions > 0 then 1 when champions_left > 0 or active = 0 then 0 else 0.5 end as decimal(18, 10)),
        case when invited >= 2 then ratio(responded, invited) end,
        case when texts > 0
            then wide_ratio(
                (180 - (d - date '2020-01-01')) * tone + tone_age, 10000 * ((180 - (d - date '2020-01-01')) * texts + text_age)
            ) end,
        ratio(10 * tickets_90, seats),
        cast(urgent as decimal(18, 10)),
        ratio(2 * user_days_21, 3 * habits.twice_median)
    ]) as x,
    unnest([
        pulsed_on, clocks.usage, clocks.contacts, clocks.talk, clocks.activities,
        case when csat_answers > 0 then csat_on end,
        clocks.usage, clocks.activities, clocks.usage, outlooks.judged_on, clocks.usage, clocks.tickets, clocks.billing,
        case when nps_answers > 0 then nps_on end,
        clocks.invoices, clocks.invoices, clocks.contacts,
        case when invited >= 2 then invited_on - 14 end,
        case when texts > 0 then text_on end,
        clocks.tickets, clocks.tickets, clocks.usage
    ]) as seen_on,
    unnest([
        1, users_28, champions + champions_left, rivals, engaged, csat_answers, case when used is not null then 1 else 0 end,
        case when met is not null then 1 else 0 end, features_28, outlooks.signals, users_90, resolutions.tickets, 0, nps_answers, issued_count, payments,
        active, invited, texts, tickets_90, urgent, 0
    ]) as samples
from shown
inner join clocks on shown.n = clocks.n
left join outlooks on shown.industry = outlooks.industry and shown.region = outlooks.region and shown.n = outlooks.n
left join resolutions on shown.a = resolutions.a and shown.n = resolutions.n
left join habits on shown.a = habits.a and shown.n = habits.n;

create table cards as
select
    a, n, d, industry, segment, tenure_days,
    case when tenure_days < 90 then 'onboarding' when renews_on - d <= 90 then 'renewal' else 'steady' end as lifecycle_stage,
    case when segment = 'enterprise' then 'enterprise' when tenure_days < 90 then 'onboarding' else 'default' end as scorecard,
    tenure_days < 30 as is_too_new
from spine;

create table states as
select
    measured.a, measured.n, measured.m, measured.samples,
    case
        when measured.m in (2, 11, 20) and measured.seats is null then 'not_applicable'
        when measured.m = 13 and measured.tenure_days < 180 then 'not_applicable'
        when measured.x is null or measured.seen_on is null then 'missing'
        when measured.d - measured.seen_on > rules.validity_days then 'stale'
        else 'observed'
    end as state,
    case when state <> 'not_applicable' then measured.x end as x,
    case when state <> 'not_applicable' then measured.seen_on end as seen_on
from measured
inner join (
    select measures.m, landed.validity_days
    from read_csv(seed('scoring/measure_rules')) as landed
    inner join measures on landed.measure_key = measures.measure_key
    where landed.model_version = '2026.1'
) as rules on measured.m = rules.m;

-- Not needed any more: what is kept in memory is no gift.
drop table shown;
drop table measured;
