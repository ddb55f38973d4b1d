create table resolutions as
with open_tickets as (
    select a, created_at, resolved_at, resolved_on, unnest(range(idx(created_on), idx(coalesce(resolved_on + 90, date '2999-01-01')))) as n
    from tickets
),

ages as (
    select
        open_tickets.a, open_tickets.n,
        list_sort(list(
            case
                when open_tickets.resolved_on <= grid.d then date_diff('microsecond', open_tickets.created_at, open_tickets.resolved_at)
                else date_diff('microsecond', open_tickets.created_at, cast(grid.d + 1 as timestamp))
            end
        )) as ages
    from open_tickets
    inner join grid on open_tickets.n = grid.n
    group by open_tickets.a, open_tickets.n
)

select
    a, n, len(ages) as tickets,
    case
        when len(ages) % 2 = 1 then wide_ratio(-ages[(len(ages) + 1) // 2], 3600000000)
        else wide_ratio(-(ages[len(ages) // 2] + ages[len(ages) // 2 + 1]), 7200000000)
    end as hours
from ages;

-- Users a week, as one list an account: weeks that end on a Monday, and weeks that end on the weekday of the current date.
create table habits as
with monday_weeks as (
    select a, (day - (getvariable('first_monday') - 112) + 6) // 7 as week, sum(users) as users from account_days group by all
),

current_weeks as (
    select a, (getvariable('as_of') - 28 - day) // 7 as weeks_back, sum(users) as users
    from account_days where day <= getvariable('as_of') - 28 and day > getvariable('as_of') - 112 group by all
),

monday_lists as (
    select a, map_from_entries(list((week, users))) as weeks from monday_weeks where week between 1 and 37 group by a
),

current_lists as (
    select a, map_from_entries(list((weeks_back, users))) as weeks from current_weeks group by a
),

weeks as (
    select
        spine.a, spine.n,
        least(12, greatest(0, (spine.tenure_days - 34) // 7 + 1)) as week_count,
        list_sort(case
            when spine.n < 27
                then list_transform(range(spine.n + 12 - week_count, spine.n + 12), lambda week: coalesce(monday_lists.weeks[week], 0))
            else list_transform(range(0, week_count), lambda week: coalesce(current_lists.weeks[week], 0))
        end) as users
    from spine
    left join monday_lists on spine.a = monday_lists.a
    left join current_lists on spine.a = current_lists.a
    where spine.tenure_days >= 55
)

select
    a, n,
    case when week_count % 2 = 1 then 2 * users[(week_count + 1) // 2] else users[week_count // 2] + users[week_count // 2 + 1] end as twice_median
from weeks;

-- The newest record of a feed as of each date says that it was alive.
create table clocks as
with days as (
    select distinct 'usage' as feed, day from user_days
    union
    select 'usage', day from feature_days
    union
    select 'tickets', created_on from tickets
    union
    select 'invoices', issued_on from invoices
    union
    select 'billing', issued_on from invoices
    union
    select 'billing', unnest([started_on, ended_on, updated_on]) from subscriptions
    union
    select 'activities', day from activities
    union
    select 'contacts', unnest([created_on, left_on, updated_on]) from contacts
    union
    select 'talk', unnest([created_on, close_on]) from opportunities
    union
    select 'talk', sent_on from messages
)

select
    grid.n,
    max(days.day) filter (days.feed = 'usage') as usage,
    max(days.day) filter (days.feed = 'tickets') as tickets,
    max(days.day) filter (days.feed = 'invoices') as invoices,
    max(days.day) filter (days.feed = 'billing') as billing,
    max(days.day) filter (days.feed = 'activities') as activities,
    max(days.day) filter (days.feed = 'contacts') as contacts,
    max(days.day) filter (days.feed = 'talk') as talk,
    (select count(*) from (select feature_key, min(day) as first_on from feature_days group by feature_key) as firsts where firsts.first_on <= grid.d) as features
from grid
inner join days on days.day <= grid.d
group by grid.n, grid.d;

create table outlooks as
with signals as (
    select * from read_csv(landed('market/signals.csv'), types = {'region': 'varchar'}) where signal_type in ('market', 'regulation')
)

select
    places.industry, places.region, grid.n, count(*) as signals,
    ratio(cast(sum(cast(signals.direction as decimal(18, 6)) * 1000000) as bigint), 1000000 * count(*)) as direction,
    max(case when signals.reviewed_on <= grid.d then signals.reviewed_on else signals.valid_from end) as judged_on
from (select distinct industry, region from accounts) as places
cross join grid
inner join signals on
    places.industry = signals.industry and grid.d >= signals.valid_from and (signals.valid_to is null or grid.d < signals.valid_to)
    and (signals.region is null or places.region = signals.region)
group by places.industry, places.region, grid.n;

-- Everything an account shows on a date, one row: sums that run over the deltas, newest days that run likewise.
create table shown as
with sums as (
    select
        a, n,
        sum(value) filter (kind = 'users_28') as users_28,
        sum(value) filter (kind = 'users_90') as users_90,
        sum(value) filter (kind = 'features_28') as features_28,
        sum(value) filter (kind = 'user_days_21') as user_days_21,
        sum(value) filter (kind = 'issued') as issued,
        sum(value) filter (kind = 'issued_count') as issued_count,
        sum(value) filter (kind = 'overdue') as overdue,
        sum(value) filter (kind = 'payments') as payments,
        sum(value) filter (kind = 'failures') as failures,
        sum(value) filter (kind = 'mrr_before') as mrr_before,
        sum(value) filter (kind = 'tickets_90') as tickets_90,
        sum(value) filter (kind = 'urgent') as urgent,
        sum(value) filter (kind = 'csat_answers') as csat_answers,
        sum(value) filter (kind = 'csat_points') as csat_points,
        sum(value) filter (kind = 'nps_answers') as nps_answers,
        sum(value) filter (kind = 'nps_stance') as nps_stance,
        sum(value) filter (kind = 'invited') as invited,
        sum(value) filter (kind = 'responded') as responded,
        sum(value) filter (kind = 'texts') as texts,
        sum(value) filter (kind = 'text_age') as text_age,
        sum(value) filter (kind = 'tone') as tone,
        sum(value) filter (kind = 'tone_age') as tone_age,
        sum(value) filter (kind = 'active') as active,
        sum(value) filter (kind = 'champions') as champions,
        sum(value) filter (kind = 'champions_left') as champions_left,
        sum(value) filter (kind = 'engaged') as engaged,
        sum(value) filter (kind = 'rivals') as rivals
    from deltas group by a, n
),

days as (
    select
        a, n,
        max(day) filter (kind = 'used') as used,
        max(day) filter (kind = 'met') as met,
        max(day) filter (kind = 'csat') as csat,
        max(day) filter (kind = 'nps') as nps,
        max(day) filter (kind = 'invited') as invited,
        max(day) filter (kind = 'text') as text
    from newest group by a, n
),

running as (
    select
        accounts.a, grid.n,
        cast(coalesce(sum(sums.users_28) over so_far, 0) as bigint) as users_28,
        cast(coalesce(sum(sums.users_90) over so_far, 0) as bigint) as users_90,
        cast(coalesce(sum(sums.features_28) over so_far, 0) as bigint) as features_28,
        cast(coalesce(sum(sums.user_days_21) over so_far, 0) as bigint) as user_days_21,
        cast(coalesce(sum(sums.issued) over so_far, 0) as bigint) as issued,
        cast(coalesce(sum(sums.issued_count) over so_far, 0) as bigint) as issued_count,
        cast(coalesce(sum(sums.overdue) over so_far, 0) as bigint) as overdue,
        cast(coalesce(sum(sums.payments) over so_far, 0) as bigint) as payments,
        cast(coalesce(sum(sums.failures) over so_far, 0) as bigint) as failures,
        cast(coalesce(sum(sums.mrr_before) over so_far, 0) as bigint) as mrr_before,
        cast(coalesce(sum(sums.tickets_90) over so_far, 0) as bigint) as tickets_90,
        cast(coalesce(sum(sums.urgent) over so_far, 0) as bigint) as urgent,
        cast(coalesce(sum(sums.csat_answers) over so_far, 0) as bigint) as csat_answers,
        cast(coalesce(sum(sums.csat_points) over so_far, 0) as bigint) as csat_points,
        cast(coalesce(sum(sums.nps_answers) over so_far, 0) as bigint) as nps_answers,
        cast(coalesce(sum(sums.nps_stance) over so_far, 0) as bigint) as nps_stance,
        cast(coalesce(sum(sums.invited) over so_far, 0) as bigint) as invited,
        cast(coalesce(sum(sums.responded) over so_far, 0) as bigint) as responded,
        cast(coalesce(sum(sums.texts) over so_far, 0) as bigint) as texts,
        cast(coalesce(sum(sums.text_age) over so_far, 0) as bigint) as text_age,
        cast(coalesce(sum(sums.tone) over so_far, 0) as bigint) as tone,
        cast(coalesce(sum(sums.tone_age) over so_far, 0) as bigint) as tone_age,
        cast(coalesce(sum(sums.active) over so_far, 0) as bigint) as active,
        cast(coalesce(sum(sums.champions) over so_far, 0) as bigint) as champions,
        cast(coalesce(sum(sums.champions_left) over so_far, 0) as bigint) as champions_left,
        cast(coalesce(sum(sums.engaged) over so_far, 0) as bigint) as engaged,
        cast(coalesce(sum(sums.rivals) over so_far, 0) as bigint) as rivals,
        max(days.used) over so_far as used,
        max(days.met) over so_far as met,
        max(days.csat) over so_far as csat_on,
        max(days.nps) over so_far as nps_on,
        max(days.invited) over so_far as invited_on,
        max(days.text) over so_far as text_on,
        last_value(pulses.pulse ignore nulls) over so_far as last_pulse
    from accounts
    cross join grid
    left join sums on accounts.a = sums.a and grid.n = sums.n
    left join days on accounts.a = days.a and grid.n = days.n
    left join pulses on accounts.a = pulses.a and grid.n = pulses.n
    window so_far as (partition by accounts.a order by grid.n)
)

select
    spine.*,
    running.* exclude (a, n, last_pulse, used, met),
    case when running.used >= spine.tenure_started_on then running.used end as used,
    case when running.met >= spine.tenure_started_on then running.met end as met,
    running.last_pulse.pulse as pulse,
    cast(running.last_pulse.at as date) as pulsed_on
from spine
inner join running on spine.a = running.a and spine.n = running.n;

-- Not needed any more: what is kept in memory is no gift.
drop table deltas;
drop table newest;
drop table contact_days;
drop table last_answers;
drop table user_days;
