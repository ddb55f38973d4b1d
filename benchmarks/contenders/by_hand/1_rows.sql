-- The limit: every published table from the raw files in one go, written by hand for speed, with nothing in between that does not help. It knows the
-- shipped rulebook (which scorecards, stages, caps and bands there are; that curves, caps and bands are the same for both objectives) and reads its
-- weights, curves and sentences from the seeds. The challenger is left out: nothing published depends on it. It trusts the files: no row is
-- quarantined, no account merged or left out, and an event delivered twice does no harm because days of use are counted, not events.
--
-- Everywhere: a is the number of an account, n the number of an as-of date (1 to 27), m that of a measure (1 to 22), o that of an objective.
-- What holds from one day to another is an interval. Each adds its value at the first as-of date that sees it and takes it away at the first that
-- does not, so that a running sum over the 27 dates gives every window without meeting each row 27 times.
create macro landed(path) as getvariable('landing') || '/' || path;
create macro seed(path) as getvariable('seeds') || '/' || path || '.csv';
create macro idx(day) as case
    when day <= getvariable('first_monday') then 1
    when day <= getvariable('last_monday') then 1 + (day - getvariable('first_monday') + 6) // 7
    when day <= getvariable('as_of') then 27
    else 28
end;
-- Quotients of whole numbers, 10 decimals, rounded half away from zero; the first for what fits into 64 bits.
create macro ratio(num, den) as cast(
    cast(((2 * abs(num) * 10000000000 + den) // nullif(2 * den, 0)) * sign(num) as decimal(18, 0)) * cast(0.0000000001 as decimal(10, 10)) as decimal(18, 10));
create macro wide_ratio(num, den) as cast(cast(
    ((2 * abs(cast(num as hugeint)) * 10000000000 + den) // nullif(2 * cast(den as hugeint), 0)) * sign(num) as decimal(28, 0)
) * cast(0.0000000001 as decimal(10, 10)) as decimal(18, 10));

create table grid as
select cast(n as integer) as n, case when n = 27 then getvariable('as_of') else getvariable('first_monday') + 7 * cast(n - 1 as integer) end as d
from range(1, 28) as numbers(n);

create table accounts as
select
    cast(row_number() over (order by landed.account_id) as integer) as a,
    landed.*
from read_csv(landed('crm/accounts.csv')) as landed;

create table rates as select currency, valid_from, valid_to, cast(rate as decimal(18, 8)) as rate from read_csv(seed('reference/fx_rates')) where reporting_currency = 'USD';

create macro in_dollars(amount, currency, rate) as
    cast(round(cast(amount as decimal(20, 2)) * case when currency = 'USD' then cast(1 as decimal(18, 8)) else rate end, 2) as decimal(18, 2));

create table subscriptions as
select
    accounts.a,
    landed.subscription_id,
    in_dollars(landed.mrr, landed.currency, rates.rate) as mrr,
    landed.seats,
    landed.started_on,
    landed.ended_on,
    landed.renews_on,
    landed.is_trial,
    cast(landed.updated_at as date) as updated_on
from read_parquet(landed('billing/subscriptions.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id
left join rates on
    landed.currency = rates.currency and landed.started_on >= rates.valid_from and (landed.started_on < rates.valid_to or rates.valid_to is null);

create table invoices as
select
    accounts.a,
    cast(in_dollars(landed.amount, landed.currency, rates.rate) * 100 as bigint) as cents,
    landed.issued_on,
    landed.due_on,
    coalesce(landed.paid_on, case when landed.status = 'paid' then landed.due_on end) as settled_on,
    landed.status,
    landed.failed_attempts
from read_parquet(landed('billing/invoices.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id
left join rates on
    landed.currency = rates.currency and landed.issued_on >= rates.valid_from and (landed.issued_on < rates.valid_to or rates.valid_to is null);

-- Days of use: of a user with the next such day, of a feature likewise, and how many users were there on a day.
create table user_days as
with days as (
    select account_id, user_id, cast(occurred_at as date) as day
    from read_parquet(landed('usage/events/*.parquet'))
    where user_id is not null
    group by all
)

select accounts.a, days.day, lead(days.day, 1, date '2999-01-01') over (partition by accounts.a, days.user_id order by days.day) as next_day
from days
inner join accounts on days.account_id = accounts.account_id;

create table feature_days as
with days as (
    select account_id, feature_key, cast(occurred_at as date) as day
    from read_parquet(landed('usage/events/*.parquet'))
    where user_id is not null and feature_key is not null
    group by all
)

select
    accounts.a, days.feature_key, days.day, lead(days.day, 1, date '2999-01-01') over (partition by accounts.a, days.feature_key order by days.day) as next_day
from days
inner join accounts on days.account_id = accounts.account_id;

create table account_days as select a, day, count(*) as users from user_days group by a, day;

create table tickets as
select
    accounts.a, landed.ticket_id, landed.created_at, landed.resolved_at, landed.priority, landed.csat,
    cast(landed.created_at as date) as created_on, cast(landed.resolved_at as date) as resolved_on
from read_parquet(landed('support/tickets.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id;

create table messages as
select tickets.a, landed.author_role, cast(landed.sent_at as date) as sent_on, landed.body, landed.language
from read_parquet(landed('support/messages.parquet')) as landed
inner join tickets on landed.ticket_id = tickets.ticket_id;

create table responses as
select
    accounts.a, landed.response_id, landed.contact_id, landed.survey_type, landed.score, landed.comment, landed.language, landed.responded_at,
    cast(landed.sent_at as date) as sent_on, cast(landed.responded_at as date) as answered_on,
    coalesce('contact ' || landed.contact_id, landed.response_id) as respondent
from read_parquet(landed('survey/responses.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id;

create table activities as
select accounts.a, landed.activity_type, landed.contact_id, cast(landed.occurred_at as date) as day
from read_parquet(landed('crm/activities.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id;

create table contacts as
select
    accounts.a, landed.role in ('sponsor', 'champion') as is_champion, landed.is_active, landed.left_on,
    cast(landed.created_at as date) as created_on, cast(landed.updated_at as date) as updated_on
from read_csv(landed('crm/contacts.csv'), types = {'left_on': 'date'}) as landed
inner join accounts on landed.account_id = accounts.account_id;

create table opportunities as
select accounts.a, landed.competitor, landed.close_on, cast(landed.created_at as date) as created_on
from read_parquet(landed('crm/opportunities.parquet')) as landed
inner join accounts on landed.account_id = accounts.account_id;

