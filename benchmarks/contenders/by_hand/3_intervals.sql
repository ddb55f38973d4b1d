create table paid as
with terms as (
    select
        *,
        max(coalesce(ended_on, date '9999-12-31')) over (
            partition by a order by started_on, subscription_id rows between unbounded preceding and 1 preceding
        ) as paid_until
    from subscriptions
    where mrr > 0 and not is_trial and (ended_on is null or ended_on > started_on)
),

numbered as (
    select
        *, sum(case when paid_until is null or started_on - paid_until > 90 then 1 else 0 end) over (partition by a order by started_on, subscription_id) as tenure
    from terms
)

select *, min(started_on) over (partition by a, tenure) as tenure_started_on from numbered;

create table spine as
select
    paid.a, grid.n, grid.d,
    max(paid.tenure_started_on) as tenure_started_on,
    grid.d - max(paid.tenure_started_on) as tenure_days,
    min(case when paid.renews_on >= grid.d then paid.renews_on end) as renews_on,
    cast(coalesce(sum(paid.seats), any_value(accounts.seats)) as bigint) as seats,
    cast(sum(paid.mrr) as decimal(18, 2)) as mrr,
    any_value(accounts.industry) as industry,
    any_value(accounts.segment) as segment,
    any_value(accounts.region) as region
from paid
inner join grid on grid.d >= paid.started_on and (paid.ended_on is null or grid.d < paid.ended_on)
inner join accounts on paid.a = accounts.a
group by paid.a, grid.n, grid.d;

-- Of several answers of a person on a day the last one stands, and only until the next one.
create table last_answers as
with daily as (
    select a, survey_type, respondent, answered_on, arg_max(score, (responded_at, response_id)) as score
    from responses
    where answered_on is not null and score is not null
    group by a, survey_type, respondent, answered_on
)

select *, lead(answered_on, 1, date '2999-01-01') over (partition by a, survey_type, respondent order by answered_on) as next_on from daily;

create table contact_days as
with days as (
    select a, contact_id, day from activities where contact_id is not null
    union
    select a, contact_id, answered_on from responses where answered_on is not null and contact_id is not null
)

select a, day, lead(day, 1, date '2999-01-01') over (partition by a, contact_id order by day) as next_day from days;

create view intervals as
select a, 'users_28' as kind, day as since, least(next_day, day + 28) as until, 1 as value from user_days
union all
select a, 'users_90', day, least(next_day, day + 90), 1 from user_days
union all
select a, 'features_28', day, least(next_day, day + 28), 1 from feature_days
union all
select a, 'user_days_21', day, day + 21, users from account_days
union all
select a, 'issued', issued_on, issued_on + 365, cents from invoices where status not in ('void', 'refunded')
union all
select a, 'issued_count', issued_on, issued_on + 365, 1 from invoices where status not in ('void', 'refunded')
union all
select a, 'overdue', greatest(issued_on, due_on + 1), least(coalesce(settled_on, date '2999-01-01'), issued_on + 365), cents
from invoices where status not in ('void', 'refunded') and due_on is not null
union all
select a, 'payments', issued_on, issued_on + 180, 1 from invoices where failed_attempts is not null
union all
select a, 'failures', issued_on, issued_on + 180, 1 from invoices where failed_attempts > 0
union all
select a, 'mrr_before', started_on + 180, coalesce(ended_on + 180, date '2999-01-01'), cast(mrr * 100 as bigint)
from subscriptions where mrr > 0 and not is_trial
union all
select a, 'tickets_90', created_on, created_on + 90, 1 from tickets
union all
select a, 'urgent', created_on + 2, coalesce(resolved_on, date '2999-01-01'), 1 from tickets where priority in ('urgent', 'high')
union all
select a, 'csat_answers', coalesce(resolved_on, created_on), coalesce(resolved_on, created_on) + 90, 1 from tickets where csat is not null
union all
select a, 'csat_points', coalesce(resolved_on, created_on), coalesce(resolved_on, created_on) + 90, cast(csat - 1 as bigint) from tickets where csat is not null
union all
select a, 'csat_answers', answered_on, least(next_on, answered_on + 90), 1 from last_answers where survey_type = 'csat'
union all
select a, 'csat_points', answered_on, least(next_on, answered_on + 90), cast(score - 1 as bigint) from last_answers where survey_type = 'csat'
union all
select a, 'nps_answers', answered_on, least(next_on, answered_on + 180), 1 from last_answers where survey_type = 'nps'
union all
select a, 'nps_stance', answered_on, least(next_on, answered_on + 180), case when score >= 9 then 1 when score >= 7 then 0 else -1 end
from last_answers where survey_type = 'nps'
union all
select a, 'invited', sent_on + 14, sent_on + 365, 1 from responses
union all
select a, 'responded', greatest(sent_on + 14, answered_on), sent_on + 365, 1 from responses where answered_on is not null
union all
select a, 'texts', day, day + 180, 1 from polarities
union all
select a, 'text_age', day, day + 180, day - date '2020-01-01' from polarities
union all
select a, 'tone', day, day + 180, polarity from polarities
union all
select a, 'tone_age', day, day + 180, polarity * (day - date '2020-01-01') from polarities
union all
select a, 'active', coalesce(created_on, date '1900-01-01'), coalesce(left_on, date '2999-01-01'), 1 from contacts where left_on is not null or is_active
union all
select a, 'champions', coalesce(created_on, date '1900-01-01'), coalesce(left_on, date '2999-01-01'), 1
from contacts where is_champion and (left_on is not null or is_active)
union all
select a, 'champions_left', left_on, left_on + 90, 1 from contacts where is_champion and left_on is not null
union all
select a, 'engaged', day, least(next_day, day + 90), 1 from contact_days
union all
select a, 'rivals', created_on, created_on + 180, 1 from opportunities where competitor is not null
union all
select a, 'rivals', case when created_on <= close_on then greatest(close_on, created_on + 180) else close_on end,
    case when created_on > close_on then least(created_on, close_on + 180) else close_on + 180 end, 1
from opportunities where competitor is not null
union all
select a, 'rivals', sent_on, sent_on + 180, 1 from competitor_messages;

create table deltas as
select a, n, kind, sum(value) as value
from (
    select a, kind, unnest([idx(since), idx(until)]) as n, unnest([value, -value]) as value
    from intervals
    where idx(since) < idx(until)
)
where n < 28
group by all;

-- What is the newest as of each date: last day of use, meeting, answer, invitation, text.
create table newest as
select a, idx(day) as n, kind, max(day) as day
from (
    select a, 'used' as kind, day from account_days
    union all
    select a, 'met', day from activities where activity_type in ('meeting', 'call', 'qbr')
    union all
    select a, 'csat', coalesce(resolved_on, created_on) from tickets where csat is not null
    union all
    select a, 'csat', answered_on from last_answers where survey_type = 'csat'
    union all
    select a, 'nps', answered_on from last_answers where survey_type = 'nps'
    union all
    select a, 'invited', sent_on + 14 from responses where sent_on is not null
    union all
    select a, 'text', day from polarities
)
where idx(day) < 28
group by all;

create table pulses as
select accounts.a, idx(cast(landed.recorded_at as date)) as n, max({'at': landed.recorded_at, 'id': landed.pulse_id, 'pulse': landed.pulse}) as pulse
from read_csv(landed('crm/account_pulses.csv')) as landed
inner join accounts on landed.account_id = accounts.account_id
where idx(cast(landed.recorded_at as date)) < 28
group by all;

